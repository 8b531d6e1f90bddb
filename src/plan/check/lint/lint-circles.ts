import {
  type CircularRecovery,
  circularRecoveries,
} from '../../../domain/plan/dependencies/circular-recovery';
import type { DependencyGraph } from '../../../domain/plan/dependencies/graph';
import type { Plan } from '../../../domain/plan/plan';
import { type Finding, serviceFile, warn } from './finding';

/** Recoveries that cannot begin, and messages that cannot leave, while the service is down. */
export function lintCircles(plan: Plan, graph: DependencyGraph): readonly Finding[] {
  return circularRecoveries(plan, graph).map((circle) => {
    const file = serviceFile(circle.service);
    const way = [meansWords(circle), ...circle.way].join(' → ');
    if (circle.means.by === 'channel') {
      const message = `Who has to hear of ${circle.service} is told over what needs it: ${way}.`;
      const fix = 'Give these audiences another channel as well.';
      return warn(file, ['comms', 'audiences'], 'channel-behind-service', message, fix);
    }
    const message = `Restoring ${circle.service} needs what is restored: ${way}.`;
    const fix = 'Find a way that works while the service is down.';
    return warn(file, pathOf(circle, plan), 'circular-recovery', message, fix);
  });
}

function meansWords({ means: { by, id } }: CircularRecovery): string {
  if (by === 'console') return 'this console';
  return by === 'way' ? `the machine ${id} on the way` : `${by} ${id}`;
}

function pathOf({ service: id, means }: CircularRecovery, plan: Plan): readonly PropertyKey[] {
  if (means.by === 'way') return ['endpoints'];
  if (means.by === 'console') return ['name'];
  const service = plan.services.find((each) => each.id === id);
  if (means.by === 'runbook' && service?.restore === means.id) return ['restore'];
  const at = service?.strategies?.findIndex((each) =>
    means.by === 'strategy' ? each.id === means.id : each.runbook === means.id,
  );
  return at === undefined || at < 0 ? ['authority', 'envelopes'] : ['strategies', at];
}
