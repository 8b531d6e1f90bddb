import { listYaml, openPlanFolder, readText } from '../plan-folder';
import type { PlanProblem } from '../plan-problem';
import { mostYamlBytes } from '../read-yaml';
import { editedFolders, type PlanFileKind, planFileOf } from './plan-file';

/** One file of the plan folder, as a list of them shows it. */
export type PlanFileEntry = {
  readonly file: string;
  readonly kind: PlanFileKind;
  /** What it calls itself; its file name where it cannot be read. */
  readonly name: string;
  readonly errors: number;
  readonly warnings: number;
  readonly hasDraft: boolean;
};

/**
 * The files that can be edited: plan.yaml first, then the folders in order.
 * @param problems what the last reading of the plan found
 * @param drafted files of which a draft is kept, also such as do not exist yet
 */
export async function listPlanFiles(
  root: string,
  problems: readonly PlanProblem[],
  drafted: readonly string[],
): Promise<readonly PlanFileEntry[]> {
  const { folder } = await openPlanFolder(root);
  if (!folder) return [];
  const listed = await Promise.all(editedFolders.map((each) => listYaml(folder, each)));
  const known = ['plan.yaml', ...listed.flatMap(({ files }) => files)].filter(isEdited);
  const fresh = drafted.filter((file) => !known.includes(file) && isEdited(file));
  const entries: PlanFileEntry[] = [];
  for (const file of [...known, ...fresh]) {
    const own = problems.filter((each) => each.file === file);
    const { text } = await readText(folder, file, mostYamlBytes);
    const { kind, stem } = planFileOf(file);
    entries.push({
      ...{ file, kind, name: nameIn(text ?? '', kind === 'plan' ? 'organisation' : 'name') ?? stem },
      errors: own.filter(({ severity }) => severity === 'error').length,
      warnings: own.filter(({ severity }) => severity === 'warning').length,
      hasDraft: drafted.includes(file),
    });
  }
  return entries;
}

function isEdited(file: string): boolean {
  try {
    return planFileOf(file) !== null;
  } catch {
    return false;
  }
}

// Read by eye and not as YAML: a list of thousands must not cost a parse of each, and a broken file has a name, too.
function nameIn(text: string, field: string): string | null {
  const start = `\n${text}`.indexOf(`\n${field}:`);
  if (start === -1) return null;
  const [line = ''] = text.slice(start + field.length + 1, start + 300).split('\n');
  const bare = line.replace(/ #.*$/, '').trim();
  return bare.replace(/^(["'])(.*)\1$/, '$2') || null;
}
