import { AppError, refuse } from '../../errors';
import { refusalKey } from '../escalation/threshold-state';
import { type NewEvent, stream } from '../events';
import { type Circumstances, requireOpen } from '../incident/circumstances';
import type { Incident } from '../incident/incident';
import type { Plan } from '../plan/plan';
import { resolveTargets, type Targets, withDigest } from '../run/manifest';
import { requireSameGround, runStarted } from '../run/start-run';
import type { Service } from '../service/service';
import { lastReached, unknownService } from '../service/service-state';
import type { World } from '../world';
import { type Activation, armedActivation } from './activation';
import { authoriseAutomatic } from './authorise-automatic';
import { restoredUnseen } from './restored-unseen';

/** What automatic starts are decided on. `sha256` is passed in because the domain has no crypto. */
export type Automatic = {
  readonly world: World;
  readonly plan: Plan;
  readonly at: number;
  readonly sha256: (text: string) => string;
};

/** The rule whose crossing asks for a run. */
export type Asked = { readonly rule: string; readonly runbook: string };

/**
 * Why nothing starts by itself in this incident, in words; null = something may. Automation starts the first
 * run of an incident and no other, and never after a veto or a stand-down: from then on people decide.
 */
export function automationOver(world: World, incident: Incident): string | null {
  if (incident.reopenedAt !== undefined) return `${incident.id} was reopened: what is left is done by people`;
  const veto = Object.values(incident.activations).find((each) => each.state === 'vetoed');
  if (veto) return `${veto.id} was vetoed`;
  if (incident.runs.length > 0) return `${incident.runs[0]} was started already`;
  const { condition } = world.services[incident.service] ?? unknownService;
  if (condition === 'restored' || condition === 'verified') return `the service is ${condition}`;
  return null;
}

/**
 * Begins the countdown of an automatic start, or says once by which bound it may not. Nothing happens while
 * one counts down already, or when people have the matter in hand.
 */
export function arm(now: Automatic, service: Service, incident: Incident, asked: Asked): NewEvent[] {
  if (armedActivation(incident.activations) || automationOver(now.world, incident)) return [];
  const onIncident = { occurredAt: now.at, actor: 'console' as const, stream: stream.incident(incident.id) };
  const refusal = (because: string): NewEvent[] => {
    const known = now.world.refusedActivations[refusalKey(service.id, asked.rule, asked.runbook)];
    const data = { incident: incident.id, service: service.id, ...asked, because };
    // Counts move with every sweep; the bound that holds it up is the same.
    return known?.incident === incident.id && withoutCounts(known.because) === withoutCounts(because)
      ? []
      : [{ ...onIncident, type: 'activation.refused', data }];
  };
  if (incident.mode !== now.plan.mode)
    return refusal(
      `${incident.id} is a ${incident.mode} incident, and the plan in force is ${now.plan.mode}`,
    );
  const before = restoredUnseen(now.world, incident);
  if (before) return refusal(`${before.id} was restored by itself as well, and nobody has looked at it`);
  const targets = targetsNow(now, service, asked.runbook);
  if (!targets) return refusal(`the plan has no runbook ${asked.runbook}`);
  const decision = authoriseAutomatic(service, incident, targets, now.at);
  if (!decision.granted) return refusal(decision.because);
  // Only what may start gets a name: a refusal comes again with every look, on up to a whole fleet.
  const manifest = withDigest(targets, now.sha256);
  const { envelope, because } = decision;
  const data = {
    incident: incident.id,
    activation: `T${Object.keys(incident.activations).length + 1}`,
    service: service.id,
    ...asked,
    runbookName: now.plan.runbooks.find((each) => each.id === asked.runbook)?.name ?? asked.runbook,
    manifest: manifest.digest,
    endpoints: manifest.entries.length,
    envelope: envelope.id,
    because,
    vetoMs: envelope.vetoMs,
    startsAt: now.at + envelope.vetoMs,
  };
  return [{ ...onIncident, type: 'activation.armed', data }];
}

/** Ends a countdown that has lost its ground: the service recovered, people took it in hand, the plan changed. */
export function withdrawIfGroundless(now: Automatic, incident: Incident, isCrossed: boolean): NewEvent[] {
  const armed = armedActivation(incident.activations);
  if (!armed) return [];
  const over = incident.phase === 'resolved' ? 'the incident has ended' : automationOver(now.world, incident);
  const because = over ?? (isCrossed ? null : `the threshold of ${armed.rule} is no longer crossed`);
  return because === null ? [] : [withdrawn(now, incident, armed, because)];
}

export function withdrawn(
  { at }: Pick<Automatic, 'at'>,
  incident: Incident,
  armed: Activation,
  because: string,
): NewEvent {
  return {
    type: 'activation.withdrawn',
    stream: stream.incident(incident.id),
    occurredAt: at,
    actor: 'console',
    data: { incident: incident.id, activation: armed.id, because },
  };
}

/**
 * The end of the countdown: what is found now is resolved anew and held against the envelope once more, so that
 * a plan, an envelope or a fleet that changed meanwhile is judged as it is. Starts the run or withdraws.
 *
 * @param run id of the run to start
 */
export function startActivation(
  now: Automatic,
  command: { readonly incident: string; readonly activation: string; readonly run: string },
): NewEvent[] {
  const incident = now.world.incidents[command.incident];
  const armed = incident?.activations[command.activation];
  // A veto or a withdrawal that came first has the last word.
  if (!incident || armed?.state !== 'armed' || now.at < armed.startsAt) return [];
  const service = now.plan.services.find((each) => each.id === incident.service);
  const crossed = now.world.thresholds[`${incident.service}/${armed.rule}`]?.crossedAt ?? null;
  const groundless = withdrawIfGroundless(now, incident, crossed !== null);
  if (groundless.length > 0) return groundless;
  const targets = service && targetsNow(now, service, armed.runbook);
  if (!service || !targets)
    return [withdrawn(now, incident, armed, 'the plan no longer has its service or runbook')];
  const manifest = withDigest(targets, now.sha256);
  try {
    requireSameGround(now, incident, manifest);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [withdrawn(now, incident, armed, error.message)];
  }
  const decision = authoriseAutomatic(service, incident, manifest, now.at);
  if (!decision.granted) return [withdrawn(now, incident, armed, decision.because)];
  const onIncident = { occurredAt: now.at, actor: 'console' as const, stream: stream.incident(incident.id) };
  const ids = { incident: incident.id, activation: armed.id };
  return [
    { ...onIncident, type: 'activation.started', data: { ...ids, run: command.run } },
    {
      ...onIncident,
      type: 'authority.granted',
      data: {
        ...ids,
        runbook: manifest.runbook,
        manifest: manifest.digest,
        endpoints: manifest.entries.length,
        envelope: decision.envelope.id,
        because: decision.because,
        ground: 'automatic',
      },
    },
    runStarted(now, 'console', { run: command.run, incident: incident.id, manifest }),
  ];
}

/** Stops an automatic start, up to the very moment it begins. Asks for nobody's name. */
export function veto(
  now: Circumstances,
  command: { readonly incident: string; readonly activation: string },
): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const { activations } = incident;
  const activation = Object.hasOwn(activations, command.activation)
    ? activations[command.activation]
    : undefined;
  if (!activation)
    throw new AppError('not-found', `${incident.id} has no countdown "${command.activation}".`);
  if (activation.state === 'started')
    refuse(`${activation.run} has started already. Stop it: nothing further will be sent.`);
  if (activation.state !== 'armed') return [];
  return [
    {
      type: 'activation.vetoed',
      stream: stream.incident(incident.id),
      occurredAt: now.at,
      actor: now.operator === null ? 'console' : `person:${now.operator}`,
      data: {
        incident: incident.id,
        activation: activation.id,
        ...(now.operator === null ? {} : { person: now.operator }),
        leftMs: Math.max(0, activation.startsAt - now.at),
      },
    },
  ];
}

const withoutCounts = (text: string) => text.replace(/\d+/g, '');

function targetsNow({ plan, world, at }: Automatic, service: Service, runbook: string): Targets | null {
  if (!plan.runbooks.some((each) => each.id === runbook)) return null;
  const seen = lastReached(world.services[service.id] ?? unknownService, at);
  return resolveTargets({ plan, service: service.id, runbook, lastSeen: seen });
}
