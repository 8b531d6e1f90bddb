import { isSame, type Plain, plainAt } from '../../domain/plan/plan-edit';
import type { PlanProblem } from '../plan-problem';
import { parseYaml } from '../yaml/parse-yaml';
import type { DraftProblem } from './check-draft';
import { pathsIn } from './paths-in';

/**
 * What was found in a file, at the places where a draft of it says the same. What the draft says otherwise is left out:
 * whether that is still so, only a check of the draft can tell.
 */
export function carriedOver(
  found: readonly PlanProblem[],
  before: string,
  draft: string,
): readonly DraftProblem[] {
  if (found.length === 0) return [];
  const pathAt = pathsIn(before);
  if (before === draft) return found.map((problem) => ({ ...problem, path: pathAt(problem) }));
  const [was, is] = [parseYaml('', before).yaml, parseYaml('', draft).yaml];
  if (!was || !is) return [];
  return found.flatMap((problem): DraftProblem[] => {
    const path = pathAt(problem);
    const value = plainAt(is.value as Plain, path);
    const stays = path.length === 0 || isSame(value, plainAt(was.value as Plain, path));
    const place = path.length === 0 ? {} : is.locate(path);
    return stays ? [{ ...problem, ...place, path }] : [];
  });
}

/** The same problems once each, in reading order: one found twice was found by two checks. */
export function onceEach(problems: readonly DraftProblem[]): readonly DraftProblem[] {
  const distinct = new Map(
    problems.map((each) => [`${each.rule}\0${each.path.join('\0')}\0${each.message}`, each]),
  );
  return [...distinct.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
