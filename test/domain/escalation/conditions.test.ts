import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../src/domain/escalation/rule';
import type { NewEvent } from '../../../src/domain/events';
import { seconds } from '../../helpers/hospital';
import { broken, changed, declared, outage, started, swept } from '../../helpers/outage';
import { happened } from '../../helpers/records';
import { look, rule, types, withRules } from './scene';

const incident = 'INC-0001';
/** What the threshold read when it crossed at this moment, or null while it did not. */
function crossing(when: Condition, history: readonly NewEvent[], at: number): string | null {
  const events = look(withRules([rule({ when })]), history, at);
  const crossed = events.find((event) => event.type === 'threshold.crossed');
  return crossed?.type === 'threshold.crossed' ? crossed.data.reading : null;
}
const firing = (severity: 'SEV-1' | 'SEV-3', name = 'AuthDown') =>
  happened(seconds(10), 'alerts.changed', {
    service: 'sign-in',
    source: 'alertmanager',
    fired: [{ fingerprint: name, name, severity, summary: 'x', startsAt: seconds(9) }],
    resolved: [],
  });

describe('a threshold reads', () => {
  test('the share of endpoints that fail', () => {
    const half: Condition = { on: 'failing', probe: 'agent', share: 0.8, clearBelow: 0.7 };
    expect([
      crossing(half, broken, seconds(21)),
      crossing({ ...half, share: 0.81 }, broken, seconds(21)),
      crossing({ ...half, probe: 'other' }, broken, seconds(21)),
    ]).toEqual(['agent: 8 of 10 failing, 80 %', null, null]);
  });
  test('what fails for certain, and how many are not known', () => {
    const half: Condition = { on: 'failing', probe: 'agent', share: 0.5, clearBelow: 0.4 };
    const seen = (failing: number, unknown: number) =>
      broken.map((each) =>
        each.type === 'probe.swept'
          ? ({ ...each, data: { ...each.data, failing, unknown } } as NewEvent)
          : each,
      );
    const at = seconds(21);
    expect([
      crossing(half, seen(3, 4), at),
      crossing(half, seen(3, 6), at),
      crossing(half, seen(5, 5), at),
      crossing(half, seen(0, 10), at),
    ]).toEqual([null, null, 'agent: 5 of 10 failing, 50 %, 5 not known', null]);
  });
  test('a crossed share is over only if it were so with everyone who is not known failing', () => {
    const when: Condition = { on: 'failing', probe: 'agent', share: 0.8, clearBelow: 0.7 };
    const plan = withRules([rule({ when })]);
    const crossed = [...broken, ...look(plan, broken, seconds(21))];
    const after = (unknown: number) => {
      const lost = happened(seconds(22), 'probe.swept', {
        ...{ service: 'sign-in', probe: 'agent', total: 10, failing: 0, unknown, measured: 'unknown' },
        ...{ tookMs: 1, changes: [] },
      });
      return types(look(plan, [...crossed, lost], seconds(400)));
    };
    expect([10, 7, 6].map(after)).toEqual([[], [], ['threshold.cleared']]);
  });
  test('silence, from the last look or from when the console began to watch', () => {
    const plan = withRules([rule({ when: { on: 'silent', probe: 'agent', afterMs: 60_000 } })]);
    const last = { 'sign-in/agent': seconds(100) };
    const say = (at: number, watchingSince: number, sweptAt = {}) =>
      types(look(plan, broken, at, { watchingSince, sweptAt })).length > 0;
    expect([
      say(seconds(80), 0),
      say(seconds(79), 0),
      say(seconds(159), 0, last),
      say(seconds(160), 0, last),
      say(seconds(300), seconds(250)),
    ]).toEqual([true, false, false, true, false]);
  });
  test('an alert at least as severe, of one name or any', () => {
    const sev2: Condition = { on: 'alert', severity: 'SEV-2' };
    expect([
      crossing(sev2, [...broken, firing('SEV-1')], seconds(30)),
      crossing(sev2, [...broken, firing('SEV-3')], seconds(30)),
      crossing({ ...sev2, name: 'Other' }, [...broken, firing('SEV-1')], seconds(30)),
      crossing(sev2, [...broken, firing('SEV-1'), firing('SEV-1', 'Second')], seconds(30)),
    ]).toEqual(['AuthDown fires, SEV-1', null, null, 'AuthDown fires, SEV-1 and 1 more']);
  });
  test('time, RTO and impact from impact start, and nothing of these without an incident', () => {
    const readAt = seconds(20 + 450);
    expect([
      crossing({ on: 'elapsed', afterMs: 450_000 }, declared, readAt),
      crossing({ on: 'elapsed', afterMs: 450_001 }, declared, readAt),
      crossing({ on: 'rto-used', share: 0.5 }, declared, readAt),
      crossing({ on: 'impact', amount: 37_500 }, declared, readAt),
      crossing({ on: 'impact', amount: 37_501 }, declared, readAt),
      crossing({ on: 'elapsed', afterMs: 1 }, broken, readAt),
    ]).toEqual([
      '7 min 30 s since impact began',
      null,
      '50 % of the RTO used',
      'impact 37,500 so far',
      null,
      null,
    ]);
  });
  test('that nobody took command', () => {
    const alone: Condition = { on: 'unacknowledged', afterMs: 60_000 };
    expect([
      crossing(alone, declared.slice(0, -1), seconds(90)),
      crossing(alone, declared, seconds(500)),
    ]).toEqual(['nobody in command for 1 min', null]);
  });
  test('a decision that is pending, anew after command was taken and after every run, and never while one goes on', () => {
    const pending: Condition = { on: 'decision-pending', afterMs: 180_000 };
    const halted = happened(seconds(300), 'run.ended', {
      ...{ run: 'RUN-0001', incident, service: 'sign-in' },
      ...{ result: 'halted', ok: 0, notOk: 10, notSent: 0 },
    });
    expect([
      crossing(pending, declared.slice(0, -1), seconds(30 + 180)),
      crossing(pending, declared, seconds(32 + 179)),
      crossing(pending, declared, seconds(32 + 180)),
      crossing(pending, started, seconds(1000)),
      crossing(pending, [...started, halted], seconds(479)),
      crossing(pending, [...started, halted], seconds(480)),
    ]).toEqual(['undecided for 3 min', null, 'undecided for 3 min', null, null, 'undecided for 3 min']);
  });
  test('how long the service has been verified', () => {
    const verified = outage.slice(0, -2);
    const held: Condition = { on: 'verified', forMs: 30_000 };
    expect([crossing(held, verified, seconds(104)), crossing(held, verified, seconds(105))]).toEqual([
      null,
      'verified for 30 s',
    ]);
  });
});

test('a rule that is excused does not cross, and clears what it had crossed', () => {
  const plan = withRules([rule({ when: { on: 'elapsed', afterMs: 1000 }, unless: 'commanded' })]);
  const vacant = declared.slice(0, -1);
  const crossed = [...vacant, ...look(plan, vacant, seconds(31))];
  const taken = happened(seconds(40), 'command.taken', { incident, person: 'maria' }, 'person:maria');
  expect([
    types(look(plan, declared, seconds(60))),
    types(crossed).slice(-2),
    types(look(plan, [...crossed, taken], seconds(41))),
  ]).toEqual([[], ['threshold.met', 'threshold.crossed'], ['threshold.cleared']]);
});

test('hysteresis: a share between the two levels neither crosses nor clears', () => {
  const plan = withRules([rule({ when: { on: 'failing', probe: 'agent', share: 0.8, clearBelow: 0.5 } })]);
  const crossed = [...broken, ...look(plan, broken, seconds(21))];
  const six = [...crossed, swept(seconds(30), 6), changed(seconds(30), 'down', 'down')];
  const four = [...six, swept(seconds(40), 4)];
  expect([types(look(plan, six, seconds(31))), types(look(plan, four, seconds(41)))]).toEqual([
    [],
    ['threshold.cleared'],
  ]);
});
