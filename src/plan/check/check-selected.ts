import type { Endpoint } from '../../domain/plan/plan';
import { readSelector } from '../../domain/run/selector';
import { wildcardMatcher } from '../../domain/run/wildcard';
import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { ServiceFile } from '../schema/service-file';

type Options = {
  readonly checkSelector?: ((text: string) => string | null) | undefined;
  readonly countSelected?: ((selector: string, endpoints: readonly Endpoint[]) => number) | undefined;
};

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
  const labels = [...new Set(endpoints.flatMap((each) => Object.keys(each.labels)))].join(', ');
  const groups = [...new Set(endpoints.flatMap((each) => each.groups ?? []))].slice(0, 20).join(', ');
  const known = `Its labels are ${labels || 'none'}${groups === '' ? '' : `, and its groups ${groups}`}.`;
  return parts.flatMap(({ file, locate, value }) => {
    if (value === null || (checkSelector?.(value.endpoints) ?? null) !== null) return [];
    if (countSelected(value.endpoints, endpoints) > 0) {
      return strangers(value.endpoints, endpoints).map((message) =>
        planWarning(file, locate(['endpoints']), 'unknown-label', message, known),
      );
    }
    const message = `"${value.endpoints}" names none of the ${endpoints.length} endpoints of the inventory.`;
    const fix = `Correct the selector. ${known}`;
    return [planWarning(file, locate(['endpoints']), 'empty-selector', message, fix)];
  });
}

/** Behind a `!`, a misspelt word leaves in what it should leave out: the wrong scope, found out too late. */
function strangers(selector: string, endpoints: readonly Endpoint[]): readonly string[] {
  const { labels, groups, words } = readSelector(selector);
  const knownLabels = new Set(endpoints.flatMap((each) => Object.keys(each.labels)));
  const knownGroups = new Set(endpoints.flatMap((each) => each.groups ?? []));
  const has = (pattern: string, names: Iterable<string>) => [...names].some(wildcardMatcher(pattern));
  const names = endpoints.map(({ name }) => name);
  return [
    ...labels.filter((label) => !knownLabels.has(label)).map((label) => `the label "${label}"`),
    ...groups.filter((group) => !has(group, knownGroups)).map((group) => `the group "${group}"`),
    ...words
      .filter((word) => !has(word, knownLabels) && !has(word, knownGroups) && !has(word, names))
      .map((word) => `"${word}", which is no group, label or name`),
  ].map((what) => `"${selector}" asks for ${what}${what.startsWith('"') ? '' : ', and no endpoint has it'}.`);
}
