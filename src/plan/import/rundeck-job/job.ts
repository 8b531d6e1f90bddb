import type { Path } from '../../yaml/locate';

/** Named fields as they stand in a job. */
export type Fields = Readonly<Record<string, unknown>>;

/** What is known while a job is taken over. */
export type JobContext = {
  /** Option of the job → parameter of the runbook. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Notes that something has no place in a runbook: a sentence, and what to do about it. */
  readonly note: (path: Path, message: string, fix: string) => void;
};

export function fieldsOf(value: unknown): Fields {
  const isFields = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isFields ? (value as Fields) : {};
}

/** Text of a plain value; empty for none and for what has parts. */
export function textOf(value: unknown): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}

/** Rundeck writes yes and no in both ways. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Whether there is nothing in a value that one could miss: `plugins: { WorkflowStrategy: { node-first: null } }`. */
export function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return value === null || value === undefined || value === '';
  return Object.values(value).every(isEmpty);
}

/** An id of a plan out of any name: `Restart the agent!` → `restart-the-agent`. */
export function idOf(name: string, otherwise: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return id === '' || id in {} ? otherwise : id;
}
