import { armedActivation } from '../authority/activation';
import { openApproval } from '../authority/approval';
import { type Incident, isOpen } from '../incident/incident';
import { nameOf } from '../names';
import { oneLine } from '../plain-text';
import type { Plan } from '../plan/plan';
import { countStates, type Run } from '../run/run-state';
import { saysNothing } from '../service/impact-words';
import type { ImpactPoint, Service } from '../service/service';
import { unknownService, worstProbe } from '../service/service-state';
import type { World } from '../world';
import { many, utc } from './moment-words';

/**
 * How far a disruption has come, as people outside the room have to hear it. `reported` = declared, but no
 * measurement shows it; `closed` = ended without proof.
 */
export type Stage = 'down' | 'degraded' | 'reported' | 'restored' | 'verified' | 'closed';

/** What every message about an incident is made of. Times are Unix milliseconds. */
export type Facts = {
  readonly incident: Incident;
  readonly service: Service | null;
  readonly name: string;
  readonly commander: string | null;
  readonly stage: Stage;
  /** Whether probes looked at the service and could tell how it is. */
  readonly isProbed: boolean;
  readonly failing: number;
  readonly total: number;
  /** How many of `total` could not be asked. */
  readonly unknown: number;
  /** One sentence: what is being done now. */
  readonly doing: string;
  /** What the outage means by the impact analysis; null = the analysis says nothing. */
  readonly impact: string | null;
  /** What people do meanwhile: the plan B that was chosen, else the plan's workaround, else its plan B; null = nothing is said. */
  readonly meanwhile: string | null;
};

/** Reads the facts of an incident at a moment. */
export function factsOf(plan: Plan, world: World, incident: Incident, at: number): Facts {
  const service = plan.services.find((each) => each.id === incident.service) ?? null;
  const state = world.services[incident.service] ?? unknownService;
  const worst = worstProbe(state)?.probe;
  const meanwhile = sentence(incident.planB.text ?? service?.workaround ?? service?.planB ?? '');
  return {
    incident,
    service,
    name: service?.name ?? nameOf(world.names.services, incident.service),
    commander: incident.commander && personIn(plan, world, incident.commander),
    stage: stageOf(world, incident),
    isProbed: worst !== undefined && worst.measured !== 'unknown' && state.condition !== 'unknown',
    failing: worst?.failing ?? 0,
    total: worst?.total ?? 0,
    unknown: worst?.unknown ?? 0,
    doing: doingIn(plan, world, incident, at),
    impact: service && impactAt(service.impact, incident.impactStart, at),
    meanwhile: meanwhile === '' ? null : meanwhile,
  };
}

function stageOf(world: World, incident: Incident): Stage {
  if (incident.verifiedAt !== null) return 'verified';
  if (!isOpen(incident)) return 'closed';
  if (incident.restoredAt !== null) return 'restored';
  const { condition } = world.services[incident.service] ?? unknownService;
  return condition === 'down' || condition === 'degraded' ? condition : 'reported';
}

function doingIn(plan: Plan, world: World, incident: Incident, at: number): string {
  const run = incident.runs.map((id) => world.runs[id]).at(-1);
  if (run?.result === null) return `"${run.runbookName}" is running: done on ${share(run)}.`;
  const armed = armedActivation(incident.activations);
  if (armed)
    return `"${armed.runbookName}" starts by itself on ${many(armed.endpoints, 'endpoint')} at ${utc(armed.startsAt, at)} unless we stop it.`;
  const asked = openApproval(incident.approvals);
  if (asked && asked.givenBy === null)
    return `"${asked.runbookName}" on ${many(asked.manifest.entries.length, 'endpoint')} waits for a second person's approval.`;
  if (asked)
    return `"${asked.runbookName}" on ${many(asked.manifest.entries.length, 'endpoint')} is approved.`;
  if (run) return endOf(run);
  if (incident.commander === null) return 'The people who respond are being called.';
  return `${personIn(plan, world, incident.commander)} leads the response and decides how it is restored.`;
}

const ends = { stopped: 'was stopped', halted: 'halted by itself', interrupted: 'was interrupted' } as const;

function endOf(run: Run): string {
  if (run.result !== null && run.result !== 'completed')
    return `"${run.runbookName}" ${ends[run.result]}: done on ${share(run)}. We are deciding what comes next.`;
  const all = countStates(run).ok === run.manifest.entries.length;
  const next = all ? 'We are looking at what else it takes.' : 'We are working on the rest.';
  return `"${run.runbookName}" has run: done on ${share(run)}. ${next}`;
}

const share = (run: Run) =>
  `${countStates(run).ok.toLocaleString('en')} of ${many(run.manifest.entries.length, 'endpoint')}`;

/** The point of the analysis that has been reached, or what comes first if it lasts. */
function impactAt(points: readonly ImpactPoint[], impactStart: number, at: number): string | null {
  const reached = points.filter((point) => point.atMs <= at - impactStart).at(-1);
  const point = reached ?? points[0];
  if (!point) return null;
  const means = [
    said(point.operations),
    said(point.safety, 'Safety: '),
    said(point.compliance, 'Compliance: '),
  ].filter((part) => part !== '');
  if (means.length === 0) return null;
  const when = reached ? 'What this means' : `If it lasts until ${utc(impactStart + point.atMs, at)}`;
  return `${when}: ${means.join(' ')}`;
}

/** `none` is how a plan says that there is nothing to say. */
function said(words: string, before = ''): string {
  const text = sentence(words);
  return saysNothing(text) ? '' : `${before}${text}`;
}

/** On one line, with an end. */
function sentence(words: string): string {
  const text = oneLine(words, 1000);
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}

const personIn = (plan: Plan, world: World, id: string) =>
  plan.people.find((each) => each.id === id)?.name ?? nameOf(world.names.people, id);
