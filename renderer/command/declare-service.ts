import { openIncidentOf } from '../../src/domain/incident/lookup';
import type { Plan } from '../../src/domain/plan/plan';
import type { Service } from '../../src/domain/service/service';
import { serviceBoard } from '../../src/domain/views/service-board';
import type { World } from '../../src/domain/world';

/**
 * The service that a declaration is about: the one the person picked, else the worst one without an open
 * incident. Unpicked it follows what the probes see, also while the form is open.
 */
export function serviceToDeclare(plan: Plan, world: World, picked: string | null): Service | null {
  const free = serviceBoard(plan, world).filter(({ service }) => openIncidentOf(world, service.id) === null);
  const asked = free.find(({ service }) => service.id === picked);
  const worst = free.find(({ condition }) => condition === 'down' || condition === 'degraded');
  const topTier = [...free].sort((a, b) => a.service.tier - b.service.tier)[0];
  return (asked ?? worst ?? topTier)?.service ?? null;
}
