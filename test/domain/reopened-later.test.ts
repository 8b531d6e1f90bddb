import { describe, expect, test } from 'vitest';
import type { Act, Condition } from '../../src/domain/escalation/rule';
import type { NewEvent } from '../../src/domain/events';
import { dueDecisions } from '../../src/domain/incident/due-decisions';
import { duePlanB } from '../../src/domain/incident/plan-b';
import { reopen } from '../../src/domain/incident/reopen';
import { dueTasks } from '../../src/domain/incident/task-commands';
import { hospital, seconds } from '../helpers/hospital';
import { changed, declared, outage } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { automatic, look, rule, types, withRules } from './escalation/scene';

const incident = 'INC-0001';
const day = 86_400;
/** Stood down without a proof after a minute and a half, with nothing started. */
const falseAlarm = [
  ...declared,
  happened(seconds(90), 'incident.resolved', { incident, unproven: 'a false alarm' }),
];
const healthy = [...falseAlarm, changed(seconds(95), 'down', 'healthy')];
const reopenedAfter = (events: readonly NewEvent[], at = seconds(day)): NewEvent[] => {
  const now = { world: worldOf(events), plan: hospital, at, operator: 'jon' };
  return [...events, ...reopen(now, { incident, reason: 'one is left' })];
};
const acts: readonly Act[] = [
  { do: 'raise', severity: 'SEV-1' },
  { do: 'run', runbook: 'restart-agent' },
  { do: 'notify', steps: [{ who: 'maria', afterMs: 0 }], repeat: 0 },
];
const planOf = (when: Condition) => withRules([rule({ when, acts })], automatic());

describe('an incident that is reopened a day later', () => {
  test.each([
    ['its elapsed time', { on: 'elapsed', afterMs: 600_000 }],
    ['the RTO used', { on: 'rto-used', share: 0.5 }],
    ['its impact', { on: 'impact', amount: 1 }],
    ['nobody in command', { on: 'unacknowledged', afterMs: 60_000 }],
    ['a decision that is pending', { on: 'decision-pending', afterMs: 60_000 }],
  ] as const)('crosses no threshold by %s', (_what, when) => {
    expect(look(planOf(when), reopenedAfter(healthy), seconds(day + 1))).toEqual([]);
  });
  test('has not been verified for the day that it was closed', () => {
    const plan = planOf({ on: 'verified', forMs: 600_000 });
    const events = reopenedAfter(outage);
    expect([
      look(plan, events, seconds(day + 599)),
      types(look(plan, events, seconds(day + 600))).slice(0, 2),
    ]).toEqual([[], ['threshold.met', 'threshold.crossed']]);
  });
  test('has nothing started in it by itself, also when its service is down', () => {
    const plan = planOf({ on: 'failing', probe: 'agent', share: 0.5, clearBelow: 0.4 });
    const arms = (events: readonly NewEvent[], at: number) =>
      types(look(plan, events, at)).includes('activation.armed');
    expect([arms(declared, seconds(60)), arms(reopenedAfter(falseAlarm), seconds(day + 1))]).toEqual([
      true,
      false,
    ]);
  });
  test('asks for no plan B because of the time that it was closed', () => {
    const asked = (events: readonly NewEvent[]) =>
      types(duePlanB({ world: worldOf(events), plan: hospital, at: seconds(day + 1) }));
    expect([asked(declared), asked(reopenedAfter(falseAlarm))]).toEqual([['plan-b.due'], []]);
  });
  test('leaves as much time for what is open as there was, and has passed to nobody', () => {
    const due = (at: number) => ({ owner: 'jon', dueAt: seconds(at) });
    const task = (id: string, at: number) =>
      happened(seconds(50), 'task.given', { incident, task: id, text: 'look', ...due(at) });
    const words = { proposal: 'fail over', risk: 'none', planB: 'paper' };
    const decision = (id: string, at: number) =>
      happened(seconds(50), 'decision.proposed', { incident, decision: id, ...words, ...due(at) });
    const world = worldOf(
      reopenedAfter([
        ...declared,
        ...[task('A1', 200), task('A2', 210), decision('D1', 300), decision('D2', 310)],
        happened(seconds(60), 'task.closed', { incident, task: 'A2', result: 'done' }),
        happened(seconds(60), 'decision.made', { incident, decision: 'D2', verdict: 'go', objections: 0 }),
        happened(seconds(65), 'plan-b.due', { incident, rtoUsed: 0.5 }),
        happened(seconds(70), 'succession.passed', {
          ...{ incident, service: 'sign-in', to: 'jon', because: 'undecided for 60 s' },
        }),
        happened(seconds(90), 'incident.resolved', { incident, unproven: 'a false alarm' }),
      ]),
    );
    const { tasks = {}, decisions = {}, planB, passedTo } = world.incidents[incident] ?? {};
    const dueOf = (things: Readonly<Record<string, { readonly dueAt: number }>>) =>
      Object.values(things).map(({ dueAt }) => (dueAt - seconds(0)) / 1000);
    const closed = day - 90;
    expect([dueOf(tasks), dueOf(decisions), planB?.dueAt, passedTo]).toEqual([
      [200 + closed, 210],
      [300 + closed, 310],
      seconds(65 + closed),
      [],
    ]);
    const now = { world, plan: hospital, at: seconds(day + 100) };
    expect([dueTasks(now), dueDecisions(now)]).toEqual([[], []]);
  });
});
