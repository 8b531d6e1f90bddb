import type { CircularRecovery } from '../../src/domain/plan/dependencies/circular-recovery';
import type { DependencyGraph } from '../../src/domain/plan/dependencies/graph';
import type { RecoveryMeans } from '../../src/domain/plan/dependencies/recovery-means';
import type { DependencyKind } from '../../src/domain/plan/dependency';

/** What a dependency is, as the map says it. */
export const kindWords: Readonly<Record<DependencyKind, string>> = {
  service: 'service',
  integration: 'integration',
  identity: 'identity',
  network: 'network',
  console: 'this console',
};

export const nameOf = ({ nodes }: DependencyGraph, key: string): string => nodes.get(key)?.name ?? key;

/** `Sign-in needs Directory, which needs Sign-in`. */
export function wayWords(graph: DependencyGraph, way: readonly string[]): string {
  const [first, ...rest] = way.map((key) => nameOf(graph, key));
  return [first, ...rest.map((name, index) => `${index === 0 ? 'needs' : 'which needs'} ${name}`)]
    .join(', ')
    .replace(', needs', ' needs');
}

/** Why a way round is a fault of the plan. */
export function circleWords(graph: DependencyGraph, way: readonly string[]): string {
  return `${wayWords(graph, way)}: nothing says which is restored first`;
}

/** Why a recovery cannot begin while what it recovers is down. */
export function circularWords(graph: DependencyGraph, { means, way, service }: CircularRecovery): string {
  const [first = service] = way;
  const onward = way.length > 1 ? `; ${wayWords(graph, way)}` : '';
  return `${meansWords(means)} needs ${nameOf(graph, first)}${onward}`;
}

function meansWords({ by, id }: RecoveryMeans): string {
  if (by === 'console') return 'This console';
  if (by === 'way') return `The way to its endpoints over ${id}`;
  return `The ${by} ${id}`;
}
