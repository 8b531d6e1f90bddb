import type { Endpoint } from '../../domain/plan/plan';
import { readSelector } from '../../domain/run/selector';
import { wildcardMatcher } from '../../domain/run/wildcard';
import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { ServiceFile } from '../schema/service-file';
import type { CheckOptions } from './check-plan';
import { meantSelector, type Vocabulary, vocabularyOf, vocabularyWords } from './selector-vocabulary';

type Options = Pick<CheckOptions, 'checkSelector' | 'countSelected'>;

/**
 * A selector that names nothing is mostly a misspelt label, and is found out at the worst moment. It is a
 * warning and not an error, because a group that was emptied must not keep the rest of the plan from force.
 */
export function checkSelected(
  parts: readonly PlanPart<ServiceFile>[],
  endpoints: readonly Endpoint[],
  { checkSelector, countSelected }: Options,
): readonly PlanProblem[] {
  if (countSelected === undefined || endpoints.length === 0) return [];
  // Once for all services: a large plan has hundreds of them, and tens of thousands of endpoints.
  const vocabulary = vocabularyOf(endpoints);
  const known = vocabularyWords(vocabulary);
  return parts.flatMap(({ file, locate, value }) => {
    if (value === null || (checkSelector?.(value.endpoints) ?? null) !== null) return [];
    if (countSelected(value.endpoints, endpoints, 1) > 0) {
      return strangers(value.endpoints, vocabulary).map((message) =>
        planWarning(file, locate(['endpoints']), 'unknown-label', message, known),
      );
    }
    const message = `"${value.endpoints}" names none of the ${endpoints.length} endpoints of the inventory.`;
    const meant = meantSelector(value.endpoints, endpoints, { checkSelector, countSelected });
    const fix = meant === null ? `Correct the selector. ${known}` : `Did you mean "${meant}"?`;
    return [planWarning(file, locate(['endpoints']), 'empty-selector', message, fix)];
  });
}

/** Behind a `!`, a misspelt word leaves in what it should leave out: the wrong scope, found out too late. */
function strangers(selector: string, known: Vocabulary): readonly string[] {
  const { labels, groups, words } = readSelector(selector);
  const has = (pattern: string, names: Iterable<string>) => [...names].some(wildcardMatcher(pattern));
  return [
    ...labels.filter((label) => !known.labels.has(label)).map((label) => `the label "${label}"`),
    ...groups.filter((group) => !has(group, known.groups)).map((group) => `the group "${group}"`),
    ...words
      .filter((word) => !has(word, known.labels) && !has(word, known.groups) && !has(word, known.names))
      .map((word) => `"${word}", which is no group, label or name`),
  ].map((what) => `"${selector}" asks for ${what}${what.startsWith('"') ? '' : ', and no endpoint has it'}.`);
}
