import type { Service } from '../service/service';
import type { Strategy } from '../service/strategy';
import { keyOf } from './dependencies/graph';

type Path = Pick<Strategy, 'mechanism' | 'runbook' | 'tools' | 'dependencies'>;

/**
 * In how many ways a service can be had back such that no two share a runbook, a tool or a dependency; counted up to
 * two, because more than that no rule asks for. Its restore runbook is a way, too.
 */
export function independentPaths(service: Pick<Service, 'strategies' | 'restore'>): 0 | 1 | 2 {
  const paths: readonly Path[] = pathsOf(service);
  if (paths.length === 0) return 0;
  const isPair = paths.some((path, index) =>
    paths.slice(index + 1).some((other) => !shareAnything(path, other)),
  );
  return isPair ? 2 : 1;
}

function pathsOf({ strategies = [], restore }: Pick<Service, 'strategies' | 'restore'>): readonly Path[] {
  if (restore === undefined || strategies.some(({ runbook }) => runbook === restore)) return strategies;
  return [
    { mechanism: 'automated-remediation', runbook: restore, tools: [], dependencies: [] },
    ...strategies,
  ];
}

function shareAnything(a: Path, b: Path): boolean {
  const ofA = new Set(resourcesOf(a));
  return resourcesOf(b).some((resource) => ofA.has(resource));
}

/** Without a runbook, doing the same thing in the same manner is no second way. */
function resourcesOf({ mechanism, runbook, tools, dependencies }: Path): readonly string[] {
  return [
    runbook === null ? `by ${mechanism}` : `runbook ${runbook}`,
    ...tools.map((tool) => `tool ${tool.toLowerCase()}`),
    ...dependencies.map((dependency) => `needs ${keyOf(dependency)}`),
  ];
}
