import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { id as idSchema } from '../schema/scalars';
import type { Path } from '../yaml/locate';

/** The problem of an id that is not the name of its file; other files refer to both. */
export function stemProblem<T>(part: PlanPart<T>, id: string): readonly PlanProblem[] {
  if (id === part.stem) return [];
  const message = `The id is "${id}", but the file is ${part.file}.`;
  const rename = `rename the file to ${id}.yaml.`;
  // What the file is called may be no id at all.
  const canBeId = idSchema.safeParse(part.stem).success;
  const fix = canBeId ? `Write "id: ${part.stem}", or ${rename}` : `R${rename.slice(1)}`;
  return [planError(part.file, part.locate(['id']), 'id-not-file-name', message, fix)];
}

/** A problem for every item of the list at `path` whose id an earlier item has. `ids` are in the order of the list. */
export function repeatedIds<T>(
  part: PlanPart<T>,
  path: Path,
  ids: readonly string[],
): readonly PlanProblem[] {
  const first = new Map<string, number>();
  return ids.flatMap((id, index) => {
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      return [];
    }
    const { line } = part.locate([...path, earlier]);
    const message = `${path.join('.')} has the id "${id}" twice, first on line ${line}.`;
    const fix = 'Give each an id of its own.';
    return [planError(part.file, part.locate([...path, index, 'id']), 'duplicate-id', message, fix)];
  });
}
