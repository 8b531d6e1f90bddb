/** What the playbook's own telling says of a host. Read with suspicion: a playbook may hold anything. */
export type Told = {
  readonly what: string;
  readonly host: string;
  readonly task: string;
  readonly said: string;
  readonly exitCode: number | null;
  readonly isChanged: boolean;
  readonly isIgnored: boolean;
  readonly isFinal: boolean;
  readonly isLast: boolean;
  readonly hosts: readonly string[];
  readonly recap: ReadonlyMap<string, Recap>;
};

export type Recap = {
  readonly ok: number;
  readonly changed: number;
  readonly skipped: number;
  readonly failures: number;
  readonly unreachable: number;
};

type Fields = Readonly<Record<string, unknown>>;

export function readTold(line: Fields): Told {
  const said = fieldsOf(line.said);
  const hosts = Array.isArray(line.hosts) ? line.hosts.filter((each) => typeof each === 'string') : [];
  const recap = Array.isArray(line.hosts) ? [] : Object.entries(fieldsOf(line.hosts));
  return {
    what: textOf(line.what),
    host: textOf(line.host),
    task: textOf(line.task),
    said: wordsOf(said),
    exitCode: typeof said.rc === 'number' ? said.rc : null,
    isChanged: line.changed === true,
    isIgnored: line.ignored === true,
    isFinal: line.final === true,
    isLast: line.last === true,
    hosts,
    recap: new Map(recap.map(([host, counts]) => [host, recapOf(fieldsOf(counts))])),
  };
}

/** In the order in which a person looks for the reason; nothing twice. */
function wordsOf(said: Fields): string {
  const words = [said.censored, said.msg, said.stderr, said.stdout].map((each) => textOf(each).trim());
  return [...new Set(words)].filter((each) => each !== '').join('\n');
}

function recapOf(counts: Fields): Recap {
  const count = (key: string): number => (typeof counts[key] === 'number' ? (counts[key] as number) : 0);
  const [ok, changed, skipped] = [count('ok'), count('changed'), count('skipped')];
  return { ok, changed, skipped, failures: count('failures'), unreachable: count('unreachable') };
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
