import { openIncidentOf } from '../../src/domain/incident/lookup';
import type { Plan } from '../../src/domain/plan/plan';
import { type BoardRow, serviceBoard } from '../../src/domain/views/service-board';
import type { World } from '../../src/domain/world';

/** Services that are seen failing while nobody has declared it, the worst first. */
export function undeclared(plan: Plan, world: World): readonly BoardRow[] {
  return serviceBoard(plan, world).filter(
    ({ service, condition }) =>
      (condition === 'down' || condition === 'degraded') && openIncidentOf(world, service.id) === null,
  );
}

/** The worst service that is down, undeclared and not what the screen is about; what a person must not miss. */
export function hiddenOutage(plan: Plan, world: World, inFocus: string | null): BoardRow | null {
  const [worst] = undeclared(plan, world).filter(({ condition }) => condition === 'down');
  return worst && worst.service.id !== inFocus ? worst : null;
}
