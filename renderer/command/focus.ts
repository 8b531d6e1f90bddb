import { useMemo } from 'react';
import { severities } from '../../src/domain/authority/envelope';
import { type Incident, isOpen } from '../../src/domain/incident/incident';
import { openIncidentOf } from '../../src/domain/incident/lookup';
import type { Plan } from '../../src/domain/plan/plan';
import type { Service } from '../../src/domain/service/service';
import { serviceInFocus } from '../../src/domain/views/primary-action';
import type { World } from '../../src/domain/world';
import { useScreen } from '../screen';
import { useConsole } from '../store';

/** What the screen is about at this moment. */
export type Focus = {
  readonly service: Service | null;
  /** The open incident of that service. */
  readonly incident: Incident | null;
  /** What the bar shows: the incident in focus, else the worst open one. */
  readonly barIncident: Incident | null;
  readonly open: readonly Incident[];
  /** The latest resolved incident; late notes and exports go to it. */
  readonly last: Incident | null;
  /** Nothing is open and nothing is disrupted. */
  readonly calm: boolean;
};

/** @param chosen the service a person picked; it stays in focus until everything is calm again */
export function focusOn(plan: Plan, world: World, chosen: string | null): Focus {
  const incidents = Object.values(world.incidents);
  const open = incidents
    .filter(isOpen)
    .sort(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.declaredAt - b.declaredAt,
    );
  const byRule = serviceInFocus(plan, world);
  const id = byRule === null ? null : (chosen ?? byRule);
  const service = plan.services.find((each) => each.id === id) ?? null;
  const incident = service ? openIncidentOf(world, service.id) : null;
  const last = incidents
    .filter((each) => each.resolvedAt !== null)
    .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))[0];
  return {
    service,
    incident,
    barIncident: incident ?? open[0] ?? null,
    open,
    last: last ?? null,
    calm: byRule === null && open.length === 0,
  };
}

const nothing: Focus = { service: null, incident: null, barIncident: null, open: [], last: null, calm: true };

/** The focus of this window; redraws when the situation changes, not with every endpoint. */
export function useFocus(): Focus {
  const plan = useConsole((state) => state.plan.plan);
  const situation = useConsole((state) => state.situation);
  const chosen = useScreen((state) => state.chosenService);
  return useMemo(() => (plan ? focusOn(plan, situation, chosen) : nothing), [plan, situation, chosen]);
}

/** The incident that a note or an export is about: the open one, else the latest one. */
export function incidentForRecord(focus: Focus): Incident | null {
  return focus.barIncident ?? focus.last;
}
