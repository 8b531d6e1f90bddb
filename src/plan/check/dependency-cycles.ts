import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { ServiceFile } from '../schema/service-file';
import { servicesAmong, toDependency } from '../to-dependency';

/**
 * Services that, over others, need themselves: none of them could be restored first.
 * Each circle is reported once, at the first of its services by name, with the whole way round.
 */
export function checkCycles(services: readonly PlanPart<ServiceFile>[]): readonly PlanProblem[] {
  const parts = new Map(services.map((part) => [part.stem, part]));
  const done = new Set<string>();
  const problems: PlanProblem[] = [];
  for (const start of [...parts.keys()].sort()) {
    // With a stack of its own: a chain of thousands of services must not end the process.
    const way = [start];
    const onWay = new Set(way);
    const rest = [dependenciesOf(parts.get(start), done)];
    while (way.length > 0) {
      const next = rest.at(-1)?.pop();
      if (next === undefined) {
        rest.pop();
        const left = way.pop() ?? '';
        onWay.delete(left);
        done.add(left);
      } else if (onWay.has(next)) {
        const circle = way.slice(way.indexOf(next));
        const part = parts.get(next);
        if (part) problems.push(cycleProblem(part, [...circle, next]));
      } else if (!done.has(next)) {
        way.push(next);
        onWay.add(next);
        rest.push(dependenciesOf(parts.get(next), done));
      }
    }
  }
  return problems;
}

function dependenciesOf(part: PlanPart<ServiceFile> | undefined, done: ReadonlySet<string>): string[] {
  return servicesAmong(part?.value?.depends_on ?? [])
    .filter((id) => !done.has(id))
    .reverse();
}

function cycleProblem(part: PlanPart<ServiceFile>, circle: readonly string[]): PlanProblem {
  const needed = part.value?.depends_on.map((each) => toDependency(each).service) ?? [];
  const at = part.locate(['depends_on', needed.indexOf(circle[1] ?? '')]);
  const message = `Services depend on each other in a circle: ${circle.join(' → ')}.`;
  const fix = 'Remove the dependency that is not needed to restore.';
  return planError(part.file, at, 'dependency-cycle', message, fix);
}
