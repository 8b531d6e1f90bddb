import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Endpoint } from '../../domain/plan/plan';
import { AppError } from '../../errors';
import type { InventoryFormat } from '../fleet/inventory-format';
import { readInventories } from '../fleet/read-inventories';
import { settleEndpoints } from '../fleet/settle-endpoints';
import { inventoryCsv } from '../import/inventory-csv';
import { nobody } from '../import/read-inventory-file';
import { codeOf, openPlanFolder } from '../plan-folder';
import { arrangeProblems, formatProblem, type PlanProblem } from '../plan-problem';
import { type Candidate, serviceCandidates } from './candidates';
import { keysOnFile, usualKnownHosts } from './known-keys';

/** What there is to begin with: an inventory, read, and the host keys that are on file for it. */
export type StartingPoint = {
  /** Name of the file, without its folder. */
  readonly file: string;
  readonly format: InventoryFormat;
  readonly endpoints: readonly Endpoint[];
  readonly candidates: readonly Candidate[];
  /** Everything in it that is not used, or wrong, by line. */
  readonly problems: readonly PlanProblem[];
  /** Some endpoint says nothing of who signs in. */
  readonly needsUser: boolean;
  /** The private key that the inventory names for all, where it can be taken over. */
  readonly identity: string | null;
  readonly knownHosts: string;
  /** How many endpoints have a host key on file. */
  readonly withKey: number;
  /** The text to copy; null = a CSV has to take its place, because of `whyCsv`. */
  readonly copy: string | null;
  readonly whyCsv: string;
};

export type StartOptions = {
  readonly format?: InventoryFormat | undefined;
  /** Files of OpenSSH; default: those of this user and machine. */
  readonly knownHosts?: readonly string[] | undefined;
};

/** Of what is wrong with an inventory in which nothing can be used, so much is said. */
const mostSaid = 20;

/**
 * Reads an inventory to begin a plan with. Reads only, and runs nothing.
 * @throws AppError `not-found` without a file, `invalid-input` when nothing in it can be used
 */
export async function startingPoint(path: string, options: StartOptions = {}): Promise<StartingPoint> {
  await requireFile(path);
  const { folder } = await openPlanFolder(dirname(path));
  if (!folder)
    throw new AppError('not-found', `${dirname(path)} cannot be opened. Allow this user to read it.`);
  const file = basename(path);
  const inventory = await readInventories(folder, [{ file, format: options.format }]);
  const settled = settleEndpoints(inventory.found, nobody);
  const problems = arrangeProblems([...inventory.problems, ...settled.problems]);
  const endpoints = onlyOnce(settled.endpoints);
  if (endpoints.length === 0 || inventory.format === undefined)
    throw new AppError(
      'invalid-input',
      [
        `Nothing in ${path} can be used as an endpoint:`,
        ...problems.slice(0, mostSaid).map(formatProblem),
        ...(problems.length > mostSaid ? [`… and ${problems.length - mostSaid} more.`] : []),
      ].join('\n'),
    );
  const whyCsv = whyNotCopied(problems, folder.contents.size);
  await requireNamed(options.knownHosts ?? []);
  const keys = await keysOnFile(endpoints, options.knownHosts ?? usualKnownHosts());
  const named = new Set(inventory.found.map(({ identity }) => identity).filter(Boolean));
  const [identity = ''] = named;
  return {
    ...{ file, format: inventory.format, endpoints, problems, whyCsv },
    candidates: serviceCandidates(endpoints),
    needsUser: endpoints.some(({ user, jump = [] }) =>
      [user, ...jump.map((hop) => hop.user)].includes(nobody),
    ),
    identity: named.size === 1 && /^(~\/|\/)/.test(identity) ? identity : null,
    knownHosts: keys.text,
    withKey: keys.endpoints,
    copy: whyCsv === '' ? (folder.contents.get(file)?.toString('utf8') ?? null) : null,
  };
}

/** A file itself is opened later, and says then what else is wrong with it. */
async function requireFile(path: string): Promise<void> {
  const about = await stat(path).catch((error: unknown) => {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new AppError(
        'not-found',
        `${path} does not exist. Name the inventory itself, such as hosts.ini.`,
      );
    throw new AppError('unavailable', `${path} cannot be looked at (${code}). Allow this user to read it.`);
  });
  if (about.isFile()) return;
  const what = about.isDirectory() ? 'a folder' : 'no file';
  throw new AppError(
    'invalid-input',
    `${path} is ${what}. Name the inventory itself, such as ${join(about.isDirectory() ? path : dirname(path), 'hosts.ini')}.`,
  );
}

/** The usual files of host keys may be missing; one that somebody names may not. */
async function requireNamed(files: readonly string[]): Promise<void> {
  for (const file of files)
    await stat(file).catch((error: unknown) => {
      const words = `${file} cannot be read (${codeOf(error)}). Name a known_hosts file that is there, or none.`;
      throw new AppError('not-found', words);
    });
}

/** The inventory as it goes into the plan: what there was, or the endpoints read from it as a CSV. */
export function inventoryOf(start: StartingPoint, user: string | null) {
  if (start.copy !== null) return { file: `fleet/${start.file}`, text: start.copy, format: start.format };
  const as = <Who extends { readonly user: string }>(who: Who): Who =>
    who.user === nobody && user !== null ? { ...who, user } : who;
  const endpoints = start.endpoints.map((each) => ({
    ...as(each),
    ...(each.jump && { jump: each.jump.map(as) }),
  }));
  return { file: 'fleet/inventory.csv', text: inventoryCsv(endpoints).text, format: 'csv' as const };
}

/** A copy has to say the same in the plan's folder, and hold nothing that must not lie in a repository. */
function whyNotCopied(problems: readonly PlanProblem[], filesRead: number): string {
  if (problems.some(({ rule }) => rule === 'secret-in-inventory')) return 'it holds secrets';
  if (problems.some(({ severity }) => severity === 'error')) return 'some of its lines cannot be used';
  return filesRead > 1 ? 'it takes part of what it says from other files' : '';
}

/** The first of each name and place. */
function onlyOnce(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const seen = new Set<string>();
  return endpoints.filter(({ name, address, port, jump = [] }) => {
    const way = jump.map((hop) => `${hop.address}:${hop.port}`);
    const marks = [`name ${name}`, ['place', address.toLowerCase(), port, ...way].join(' ')];
    if (marks.some((mark) => seen.has(mark))) return false;
    for (const mark of marks) seen.add(mark);
    return true;
  });
}
