import { fileURLToPath } from 'node:url';
import type { Endpoint } from '../../../src/domain/plan/plan';
import { type InventoryFile, readInventories } from '../../../src/plan/fleet/read-inventories';
import { settleEndpoints } from '../../../src/plan/fleet/settle-endpoints';
import { openPlanFolder } from '../../../src/plan/plan-folder';
import { formatProblem, type PlanProblem } from '../../../src/plan/plan-problem';
import { type Files, planOnDisk } from '../plan-on-disk';

const fixtures = fileURLToPath(new URL('../../fixtures/inventories', import.meta.url));

export type ReadInventory = {
  readonly endpoints: readonly Endpoint[];
  readonly problems: readonly PlanProblem[];
};

/** What the inventories in a folder say; without a user of their own endpoints get `ops`. */
export async function readIn(folder: string, ...files: readonly InventoryFile[]): Promise<ReadInventory> {
  const opened = await openPlanFolder(folder);
  if (!opened.folder) throw new Error(`${folder} is not a folder`);
  const { found, problems } = await readInventories(opened.folder, files);
  const settled = settleEndpoints(found, 'ops');
  return { endpoints: settled.endpoints, problems: [...problems, ...settled.problems] };
}

/** What one of the inventories in test/fixtures/inventories says. */
export const readFixture = (file: string): Promise<ReadInventory> => readIn(fixtures, { file });

/** The path of such an inventory. */
export const fixture = (file: string): string => `${fixtures}/${file}`;

/** What an inventory of this name and text says, with further files beside it. */
export async function readText(
  file: string,
  text: string | Uint8Array,
  beside: Files = {},
): Promise<ReadInventory> {
  return readIn(await planOnDisk({ ...beside, [file]: text }), { file });
}

/** Places, rules and first words of problems. */
export const short = ({ problems }: ReadInventory): readonly string[] =>
  problems.map((each) => `${each.file}:${each.line} ${each.severity} ${each.rule}: ${each.message}`);

/** `name user@address:port < hop < hop` of each endpoint. */
export const ways = ({ endpoints }: ReadInventory): readonly string[] =>
  endpoints.map(({ name, user, address, port, jump = [] }) =>
    [
      `${name} ${user}@${address}:${port}`,
      ...[...jump].reverse().map((hop) => `${hop.user}@${hop.address}:${hop.port}`),
    ].join(' < '),
  );

/** Problems as an editor lists them. */
export const listedOf = ({ problems }: ReadInventory): readonly string[] => problems.map(formatProblem);
