import { evolveActivations } from '../authority/activation';
import { evolveApprovals } from '../authority/approval';
import { evolvePagings } from '../comms/paging';
import type { ThresholdState } from '../escalation/threshold-state';
import type { Actor, DomainEvent } from '../events';
import { evolveDecisions } from './decision';
import type { Incident, IncidentPhase } from './incident';
import { withMoment } from './moments';
import { evolveRemarks } from './remarks';
import { reopened } from './reopened';
import { evolveTasks } from './task';

/** When and by whom, and what the world knew of the rule that a declaration names. */
export type Happening = {
  readonly at: number;
  readonly actor: Actor;
  readonly threshold?: ThresholdState | undefined;
};

/** Folds one event into the incident it names; `undefined` until it is declared. */
export function evolveIncident(
  before: Incident | undefined,
  event: DomainEvent,
  happening: Happening,
): Incident | undefined {
  const { at, actor } = happening;
  if (event.type === 'incident.declared') return declared(event.data, happening);
  if (!before) return undefined;
  const state = event.type === 'incident.reopened' ? reopened(before, at) : before;
  const by = actor === 'console' ? null : actor.slice('person:'.length);
  return withMoment(
    {
      ...marked(state, event, at),
      remarks: evolveRemarks(state.remarks, event, at, by),
      tasks: evolveTasks(state.tasks, event, at, by),
      decisions: evolveDecisions(state.decisions, event, at, by),
      approvals: evolveApprovals(state.approvals, event, at),
      activations: evolveActivations(state.activations, event, at),
      pagings: evolvePagings(state.pagings, event, at),
    },
    event,
    at,
    by,
  );
}

function declared(
  data: Extract<DomainEvent, { type: 'incident.declared' }>['data'],
  { at, threshold }: Happening,
): Incident {
  const { incident: id, rule, detectedAt, envelopes, staff, audiences, ...told } = data;
  const crossing = { metAt: threshold?.metAt ?? at, crossedAt: threshold?.crossedAt ?? at };
  return {
    ...told,
    id,
    phase: 'declared',
    rule: rule === undefined ? null : { id: rule, ...crossing },
    commander: null,
    roles: {},
    handover: null,
    detectedAt: detectedAt ?? null,
    envelopes: envelopes ?? null,
    staff: staff ?? null,
    audiences: audiences ?? null,
    declaredAt: at,
    commandTakenAt: null,
    authorisedAt: null,
    executingAt: null,
    restoredAt: null,
    verifiedAt: null,
    resolvedAt: null,
    runs: [],
    remarks: [],
    tasks: {},
    decisions: {},
    approvals: {},
    activations: {},
    pagings: {},
    brokenGlass: [],
    passedTo: [],
    planB: { dueAt: null, text: null },
    moments: [],
  };
}

/** The incident's own fields: its marks, who leads it, how severe it is. */
function marked(state: Incident, event: DomainEvent, at: number): Incident {
  switch (event.type) {
    case 'command.taken': {
      const { person } = event.data;
      const commandTakenAt = state.commandTakenAt ?? at;
      const phase = state.phase === 'declared' ? 'active' : state.phase;
      return { ...state, commander: person, commandTakenAt, phase, handover: null };
    }
    case 'role.assigned':
      return { ...state, roles: { ...state.roles, [event.data.role]: event.data.person } };
    case 'role.vacated': {
      const { [event.data.role]: _left, ...roles } = state.roles;
      return { ...state, roles };
    }
    case 'handover.offered': {
      const { handover: id, from, to, briefing } = event.data;
      return { ...state, handover: { id, from, to, briefing, offeredAt: at } };
    }
    case 'handover.ended':
      return { ...state, handover: null };
    case 'severity.raised':
      return { ...state, severity: event.data.to };
    case 'impact-start.corrected':
      return { ...state, impactStart: event.data.to, impactStartFrom: 'person' };
    case 'data-loss.stated': {
      const { lossMs, text } = event.data;
      return { ...state, dataLoss: { lossMs, text, at } };
    }
    case 'authority.granted': {
      const { ground, person, runbook, endpoints, reason } = event.data;
      const broken =
        ground === 'break-glass' && person !== undefined
          ? [{ at, person, runbook, endpoints, reason: reason ?? '' }]
          : [];
      const brokenGlass = [...state.brokenGlass, ...broken];
      return { ...state, authorisedAt: state.authorisedAt ?? at, brokenGlass };
    }
    case 'succession.passed':
      return { ...state, passedTo: [...state.passedTo, { person: event.data.to, at }] };
    case 'plan-b.due':
      return { ...state, planB: { ...state.planB, dueAt: at } };
    case 'plan-b.chosen':
      return { ...state, planB: { ...state.planB, text: event.data.text } };
    case 'run.started':
      return { ...state, executingAt: state.executingAt ?? at, runs: [...state.runs, event.data.run] };
    case 'service.changed':
      return onServiceChanged(state, event.data.to, at);
    case 'incident.resolved':
      return { ...state, phase: 'resolved', resolvedAt: at };
    default:
      return state;
  }
}

function onServiceChanged(state: Incident, to: string, at: number): Incident {
  if (to === 'restored') return { ...state, restoredAt: at, verifiedAt: null };
  if (to === 'verified') return { ...state, verifiedAt: at, phase: 'stabilised' };
  // It broke again: what was measured so far is no recovery.
  if (to === 'down' || to === 'degraded') {
    const detectedAt = state.detectedAt ?? at;
    return { ...state, detectedAt, restoredAt: null, verifiedAt: null, phase: backToWork(state) };
  }
  return state;
}

const backToWork = (state: Incident): IncidentPhase => (state.commander === null ? 'declared' : 'active');
