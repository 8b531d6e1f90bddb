import { type Automatic, arm, withdrawIfGroundless } from '../authority/activation-commands';
import { pendingDecision } from '../authority/succession';
import { withEvents } from '../draft-world';
import { type NewEvent, stream } from '../events';
import type { Incident } from '../incident/incident';
import { openIncidentOf } from '../incident/lookup';
import { unsettledIncidents } from '../incident/unsettled';
import type { Service } from '../service/service';
import type { World } from '../world';
import { actOnCrossing, type Crossing } from './acts';
import { judgeThreshold } from './judge-threshold';
import { excuseOf, isOfIncident, readCondition } from './read-condition';
import type { Act, Condition, Rule } from './rule';
import { type ThresholdState, thresholdKey } from './threshold-state';

export type EscalationInput = Automatic & {
  /** Per `service/probe`: when it last looked, recorded or not. */
  readonly sweptAt: Readonly<Record<string, number>>;
  /** When the console began to watch. */
  readonly watchingSince: number;
  /** Per `service/probe`: when it was added, if later than that. */
  readonly addedAt?: Readonly<Record<string, number>>;
  /** By `thresholdKey`: since when a crossing has been gone; what the escalation before this one said. */
  readonly goneSince: Readonly<Record<string, number>>;
};

export type Escalation = {
  readonly events: readonly NewEvent[];
  readonly goneSince: Readonly<Record<string, number>>;
};

/**
 * Holds every threshold of the plan against the present and does what those that are crossed ask for, in the
 * order the plan writes them, each rule seeing what the one before it did. To be called at least once a
 * second and after everything that changes the world; calling it more often changes nothing.
 */
export function escalate(input: EscalationInput): Escalation {
  const events: NewEvent[] = [];
  const goneSince: Record<string, number> = {};
  let world = input.world;
  const add = (more: readonly NewEvent[]): void => {
    if (more.length === 0) return;
    events.push(...more);
    world = withEvents(world, more);
  };
  for (const service of input.plan.services) {
    for (const rule of service.escalation) {
      const step = judgeRule({ ...input, world }, service, rule);
      if (step.goneSince !== null) goneSince[thresholdKey(service.id, rule.id)] = step.goneSince;
      add(step.events);
      const threshold = world.thresholds[thresholdKey(service.id, rule.id)];
      const isNew = step.events.some((event) => event.type === 'threshold.crossed');
      if (threshold?.crossedAt != null)
        for (const act of rule.acts)
          add(actOf({ ...input, world }, { service, rule, threshold, isNew }, act));
    }
  }
  add(groundless({ ...input, world }));
  return { events, goneSince };
}

/** One rule's threshold, one reading further. */
function judgeRule(input: EscalationInput, service: Service, rule: Rule) {
  const { world, at } = input;
  const incident = openIncidentOf(world, service.id);
  const scene = { ...input, service, incident };
  const key = thresholdKey(service.id, rule.id);
  const state = world.thresholds[key];
  const over = whyAnother(rule.when, state, world, incident);
  const excuse = over ?? excuseOf(rule.unless, scene);
  const reading =
    excuse === null ? readCondition(rule.when, scene) : { holds: false, isGone: true, reading: excuse };
  // What was measured of something that is over is gone at once: its clearing time is not for what came after it.
  const clearForMs = over === null ? rule.clearForMs : 0;
  const judged = judgeThreshold({ ...rule, clearForMs }, state, reading, input.goneSince[key] ?? null, at);
  const common = { occurredAt: at, actor: 'console' as const, stream: stream.service(service.id) };
  const data = { service: service.id, rule: rule.id, reading: reading.reading };
  const events = judged.steps.map(
    (type): NewEvent =>
      type === 'threshold.crossed' && incident
        ? { ...common, type, data: { ...data, incident: incident.id } }
        : { ...common, type, data },
  );
  return { events, goneSince: judged.goneSince };
}

function actOf(now: EscalationInput, crossing: Omit<Crossing, 'incident'>, act: Act): readonly NewEvent[] {
  const { service, rule } = crossing;
  const incident = openIncidentOf(now.world, service.id);
  if (act.do !== 'run') return actOnCrossing(now, { ...crossing, incident }, act);
  return incident === null ? [] : arm(now, service, incident, { rule: rule.id, runbook: act.runbook });
}

/** Countdowns whose ground is gone: their rule cleared, or was taken out of the plan. */
function groundless(input: EscalationInput): NewEvent[] {
  const { world, plan } = input;
  return unsettledIncidents(world).flatMap((incident) => {
    const armed = Object.values(incident.activations).find((each) => each.state === 'armed');
    if (!armed) return [];
    const rules = plan.services.find((each) => each.id === incident.service)?.escalation ?? [];
    const isRule = rules.some((rule) => rule.id === armed.rule);
    return withdrawIfGroundless(input, incident, isRule && isCrossed(world, incident.service, armed.rule));
  });
}

/**
 * Why what a crossing was measured of is not what is there now, in words: its incident has ended, or the decision
 * that waits has come to somebody else since, or come again. Null = it is the same still.
 */
function whyAnother(
  when: Condition,
  state: ThresholdState | undefined,
  world: World,
  incident: Incident | null,
): string | null {
  if (!isOfIncident(when) || state?.crossedAt == null) return null;
  if (state.incident !== (incident?.id ?? null)) return `${state.incident} has ended`;
  if (incident === null || when.on !== 'decision-pending') return null;
  const pending = pendingDecision(world, incident);
  return pending && pending.since >= state.crossedAt ? 'the decision that is pending now is another' : null;
}

const isCrossed = (world: World, service: string, rule: string) =>
  (world.thresholds[thresholdKey(service, rule)]?.crossedAt ?? null) !== null;
