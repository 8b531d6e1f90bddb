import { peopleMeant } from '../authority/who';
import type { PagingStep } from '../escalation/rule';
import type { NewEvent } from '../events';
import { happened } from '../incident/circumstances';
import { type Incident, isOpen } from '../incident/incident';
import { unsettledIncidents } from '../incident/unsettled';
import { plainText } from '../plain-text';
import type { Plan } from '../plan/plan';
import type { World } from '../world';
import { newMessageIds, queue } from './compose';
import { isCalling, type Paging } from './paging';

type Now = { readonly world: World; readonly plan: Plan; readonly at: number };

export type StartPaging = {
  readonly incident: string;
  readonly rule: string;
  readonly text: string;
  readonly steps: readonly PagingStep[];
  readonly repeat: number;
};

/** A page that could not leave for so long is not worth sending, in milliseconds. */
const pageLivesMs = 3_600_000;
/** A step that was missed by more than this is left out when a later one is due as well. */
const missedAfterMs = 60_000;
/** What the last person of a round has before the first is called again, when no earlier step says so. */
const lastWaitMs = 300_000;
const leastWaitMs = 30_000;

/**
 * Begins to call people. Each is called once a round, at the first step that means them. Nothing happens while
 * the same rule still calls in this incident. The id counts what `world` holds: fold in what was decided before.
 */
export function startPaging({ world, plan, at }: Now, command: StartPaging): NewEvent[] {
  const { incident, rule, repeat } = command;
  const pagings = world.incidents[incident]?.pagings ?? {};
  if (Object.values(pagings).some((each) => each.rule === rule && isCalling(each))) return [];
  const first = new Map<string, number>();
  for (const step of [...command.steps].sort((a, b) => a.afterMs - b.afterMs))
    for (const { id } of peopleMeant(plan, [step.who])) first.set(id, first.get(id) ?? step.afterMs);
  const steps = [...first].map(([person, afterMs]) => ({ person, afterMs }));
  const data = {
    ...{ incident, paging: `P${Object.keys(pagings).length + 1}`, rule, steps, repeat },
    text: plainText(command.text, 20_000) || `Rule ${rule} calls you.`,
    people: steps.map(({ person }) => ({ id: person, name: nameIn(plan, person) })),
  };
  return [happened({ at }, null, { type: 'paging.started', data })];
}

/**
 * Whom to call now: one message a person and round, as the journal has not sent it yet, and `paging.exhausted`
 * once every round is over. After an outage only the latest step that was missed is made up for. A person
 * without a way to reach them gets a message without deliveries: they have to be telephoned.
 */
export function duePages(now: Now): NewEvent[] {
  const newId = newMessageIds(now.world);
  return unsettledIncidents(now.world)
    .filter(isOpen)
    .flatMap((incident) =>
      Object.values(incident.pagings)
        .filter(isCalling)
        .flatMap((paging) => [...pages(now, incident, paging, newId), ...exhausted(now, incident, paging)]),
    );
}

/** How long one round takes: the last one called has as much time as the one before. */
export function roundMs(steps: Paging['steps']): number {
  const times = [...new Set(steps.map((step) => step.afterMs))].sort((a, b) => a - b);
  const last = times.at(-1) ?? 0;
  const before = times.at(-2);
  return last + Math.max(leastWaitMs, before === undefined ? lastWaitMs : last - before);
}

function pages(now: Now, incident: Incident, paging: Paging, newId: () => string): NewEvent[] {
  const { world, plan, at } = now;
  const sent = new Set(
    Object.values(world.messages)
      .filter((each) => each.incident === incident.id && each.paging === paging.id)
      .map((each) => `${each.round ?? 0}/${each.person}`),
  );
  const due = dueCalls(paging, at);
  const latest = Math.max(...due.map((call) => call.dueAt));
  const events: NewEvent[] = [];
  for (const { person, round, dueAt } of due) {
    if (dueAt !== latest && at - dueAt > missedAfterMs) continue;
    if (sent.has(`${round}/${person}`)) continue;
    sent.add(`${round}/${person}`);
    const page = {
      ...{ id: newId(), kind: 'page' as const, incident: incident.id, person, paging: paging.id, round },
      subject: `${incident.severity} ${incident.title} (${incident.id})`,
      text: `${paging.text}\nAcknowledge at the console of ${plan.organisation}. The calling goes on until somebody does.`,
      expiresAt: at + pageLivesMs,
      to: plan.people.find((each) => each.id === person)?.contacts ?? [],
      key: `${incident.id}/${paging.id}/${round}/${person}`,
    };
    events.push(queue({ plan, at, actor: 'console' }, page));
  }
  return events;
}

/** The calls whose time has come in the rounds that can still matter, in order of time. */
function dueCalls({ steps, startedAt, repeat }: Paging, at: number) {
  if (steps.length === 0) return [];
  const length = roundMs(steps);
  const present = Math.min(repeat, Math.floor((at - startedAt) / length));
  const calls = [];
  // A round lasts at least `leastWaitMs`, so what is not missed yet lies within the last few.
  for (let round = Math.max(0, present - 3); round <= present; round += 1)
    for (const { person, afterMs } of steps) {
      const dueAt = startedAt + round * length + afterMs;
      if (dueAt <= at) calls.push({ person, round, dueAt });
    }
  return calls;
}

function exhausted({ at }: Now, incident: Incident, paging: Paging): NewEvent[] {
  const rounds = paging.steps.length === 0 ? 0 : paging.repeat + 1;
  if (at < paging.startedAt + rounds * roundMs(paging.steps)) return [];
  const data = { incident: incident.id, paging: paging.id };
  return [happened({ at }, null, { type: 'paging.exhausted', data })];
}

const nameIn = (plan: Plan, id: string) => plan.people.find((each) => each.id === id)?.name ?? id;
