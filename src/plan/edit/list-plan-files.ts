import type { Plain } from '../../domain/plan/plan-edit';
import { entriesOf, type PlanEntry } from '../../domain/plan/plan-entries';
import { listYaml, openPlanFolder, readText } from '../plan-folder';
import type { PlanProblem } from '../plan-problem';
import { listScenarios } from '../scenario-files';
import { parseYaml } from '../yaml/parse-yaml';
import { editedFolders, mostBytesOf, type PlanFileKind, planFileOf } from './plan-file';

/** One file of the plan folder, as a list of them shows it. */
export type PlanFileEntry = {
  readonly file: string;
  readonly kind: PlanFileKind;
  /** What it calls itself; its file name where it cannot be read. */
  readonly name: string;
  readonly errors: number;
  readonly warnings: number;
  readonly hasDraft: boolean;
  /** Of plan.yaml: its people and channels, in the draft where there is one. */
  readonly entries?: readonly PlanEntry[];
};

/**
 * The files that can be edited: plan.yaml first, then the folders in order.
 * @param problems what the last reading of the plan found
 * @param drafted files of which a draft is kept, also such as do not exist yet
 * @param planDraft the draft of plan.yaml, if there is one
 */
export async function listPlanFiles(
  root: string,
  problems: readonly PlanProblem[],
  drafted: readonly string[],
  planDraft: string | null = null,
): Promise<readonly PlanFileEntry[]> {
  const { folder } = await openPlanFolder(root);
  if (!folder) return [];
  const listed = await Promise.all(editedFolders.map((each) => listYaml(folder, each)));
  const { files: scenarios } = await listScenarios(folder);
  const known = ['plan.yaml', ...listed.flatMap(({ files }) => files), ...scenarios].filter(isEdited);
  const fresh = drafted.filter((file) => !known.includes(file) && isEdited(file));
  const entries: PlanFileEntry[] = [];
  for (const file of [...known, ...fresh].sort(byKind)) {
    const own = problems.filter((each) => each.file === file);
    const about = planFileOf(file);
    const { text } = await readText(folder, file, mostBytesOf(about));
    entries.push({
      ...{ file, kind: about.kind, name: nameIn(text ?? '', about.kind) ?? about.stem },
      errors: own.filter(({ severity }) => severity === 'error').length,
      warnings: own.filter(({ severity }) => severity === 'warning').length,
      hasDraft: drafted.includes(file),
      ...(about.kind === 'plan' && { entries: entriesIn(planDraft ?? text ?? '') }),
    });
  }
  return entries;
}

function entriesIn(text: string): readonly PlanEntry[] {
  const { yaml } = parseYaml('plan.yaml', text);
  return entriesOf(yaml ? (yaml.value as Plain) : null);
}

const order: readonly PlanFileKind[] = ['plan', 'service', 'runbook', 'risk', 'scenario'];

// A new file stands with its kind; everything else is in order already.
const byKind = (a: string, b: string): number =>
  order.indexOf(planFileOf(a).kind) - order.indexOf(planFileOf(b).kind);

function isEdited(file: string): boolean {
  try {
    return planFileOf(file) !== null;
  } catch {
    return false;
  }
}

// Read by eye and not as YAML: a list of thousands must not cost a parse of each, and a broken file has a name, too.
function nameIn(text: string, kind: PlanFileKind): string | null {
  if (kind === 'scenario') return /^# (.*\S)/m.exec(text.slice(0, 2_000))?.[1]?.slice(0, 200) ?? null;
  const field = kind === 'plan' ? 'organisation' : 'name';
  const start = `\n${text}`.indexOf(`\n${field}:`);
  if (start === -1) return null;
  const [line = ''] = text.slice(start + field.length + 1, start + 300).split('\n');
  const bare = line.replace(/ #.*$/, '').trim();
  return bare.replace(/^(["'])(.*)\1$/, '$2') || null;
}
