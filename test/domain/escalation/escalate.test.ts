import { describe, expect, test } from 'vitest';
import { staffOf } from '../../../src/domain/authority/staff';
import { pendingDecision } from '../../../src/domain/authority/succession';
import { canonicalJson } from '../../../src/domain/canonical-json';
import type { NewEvent } from '../../../src/domain/events';
import type { Incident } from '../../../src/domain/incident/incident';
import { hospital, seconds, signIn } from '../../helpers/hospital';
import { broken, changed, declared, outage, started, swept } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { automatic, look, looked, rule, types, withRules } from './scene';

const incident = 'INC-0001';
const declare = rule({ id: 'a', acts: [{ do: 'declare', severity: 'SEV-3' }] });
const run = rule({
  id: 'b',
  acts: [
    { do: 'raise', severity: 'SEV-1' },
    { do: 'run', runbook: 'restart-agent' },
  ],
});
const byItself = withRules([declare, run], automatic());
const at = seconds(21);
const armedHistory = looked(byItself, broken, at);
const dataOf = (events: readonly NewEvent[], type: NewEvent['type']) =>
  events.filter((event) => event.type === type).map((event) => event.data);

describe('crossing', () => {
  test('declares, raises and arms in one look, each rule seeing what the one before it did', () => {
    expect(types(look(byItself, broken, at))).toEqual([
      'threshold.met',
      'threshold.crossed',
      'incident.declared',
      'threshold.met',
      'threshold.crossed',
      'severity.raised',
      'activation.armed',
    ]);
  });
  test('declares from the first bad sweep, by the rule, at the severity that it names', () => {
    expect(dataOf(armedHistory, 'incident.declared')).toEqual([
      {
        incident,
        service: 'sign-in',
        title: 'Clinical sign-in is down',
        severity: 'SEV-3',
        mode: 'drill',
        impactStart: seconds(20),
        impactStartFrom: 'probe',
        detectedAt: seconds(20),
        objectives: { rtoMs: 900_000, mtpdMs: 14_400_000, rpoMs: 0 },
        rule: 'a',
        staff: staffOf(hospital, signIn),
        audiences: [],
        needs: [],
        envelopes: {
          'sign-in/restart-agent': canonicalJson(byItself.services[0]?.authority.envelopes[0]),
        },
      },
    ]);
  });
  test('counts down the veto time of the envelope on what would run now', () => {
    const [armed] = dataOf(armedHistory, 'activation.armed');
    expect(armed).toMatchObject({
      ...{ activation: 'T1', rule: 'b', runbook: 'restart-agent', runbookName: 'Restart the auth agent' },
      ...{ endpoints: 10, envelope: 'sign-in/restart-agent', vetoMs: 45_000, startsAt: at + 45_000 },
    });
  });
  test('looking again adds nothing', () => {
    expect([
      look(byItself, armedHistory, at),
      look(byItself, armedHistory, at + 1000),
      look(byItself, armedHistory, at + 44_999),
    ]).toEqual([[], [], []]);
  });
  test('does not declare what is declared, nor raise what is as severe', () => {
    const events = look(byItself, declared, seconds(40));
    expect(types(events).filter((type) => !type.startsWith('threshold'))).toEqual(['activation.armed']);
  });
});

describe('nothing starts by itself', () => {
  const refusals = (plan: typeof byItself, history = broken) =>
    dataOf(look(plan, history, at), 'activation.refused').map(
      (data) => (data as { because: string }).because,
    );
  test.each([
    [
      'beyond its endpoints',
      automatic({ maxEndpoints: 9 }),
      'envelope sign-in/restart-agent allows 9 endpoints, the manifest has 10',
    ],
    [
      'after its last day',
      automatic({ untilMs: at - 1 }),
      'envelope sign-in/restart-agent expired on 2026-10-01',
    ],
    [
      'under an envelope for a person',
      automatic({ mode: 'person' }),
      'no automatic envelope of Clinical sign-in allows restart-agent',
    ],
    [
      'with another runbook',
      automatic({ runbook: 'other' }),
      'no automatic envelope of Clinical sign-in allows restart-agent',
    ],
  ])('%s, and it says which bound', (_what, change, words) => {
    const plan = withRules([declare, run], change);
    expect([refusals(plan), types(looked(plan, broken, at)).includes('activation.armed')]).toEqual([
      [words],
      false,
    ]);
  });
  test('below its severity, and starts when the severity is raised', () => {
    const mild = rule({ id: 'b', acts: [{ do: 'run', runbook: 'restart-agent' }] });
    const plan = withRules([declare, mild], automatic());
    const history = looked(plan, broken, at);
    const raised = happened(seconds(30), 'severity.raised', { incident, from: 'SEV-3', to: 'SEV-2' });
    expect([refusals(plan), types(look(plan, [...history, raised], seconds(31)))]).toEqual([
      ['envelope sign-in/restart-agent needs SEV-2 or worse, INC-0001 is SEV-3'],
      ['activation.armed'],
    ]);
  });
  test('a refusal is said once, however often it is looked at', () => {
    const plan = withRules([declare, run], automatic({ maxEndpoints: 9 }));
    const history = looked(plan, broken, at, at + 1000, at + 2000);
    expect(dataOf(history, 'activation.refused').length).toBe(1);
  });
  test('without an incident', () => {
    const plan = withRules([run], automatic());
    expect(types(look(plan, broken, at))).toEqual(['threshold.met', 'threshold.crossed']);
  });
  test('a second time in an incident: after a run, people decide', () => {
    const halted = happened(seconds(60), 'run.ended', {
      ...{ run: 'RUN-0001', incident, service: 'sign-in' },
      ...{ result: 'halted', ok: 0, notOk: 10, notSent: 0 },
    });
    const events = look(byItself, [...started, halted], seconds(61));
    expect(types(events).filter((type) => type.startsWith('activation'))).toEqual([]);
  });
  test('after a veto, not even when the threshold clears and crosses again', () => {
    const vetoed = happened(at + 1000, 'activation.vetoed', { incident, activation: 'T1', leftMs: 44_000 });
    const mended = [
      ...armedHistory,
      vetoed,
      swept(at + 5000, 0),
      changed(at + 5000, 'down', 'restored', incident),
    ];
    const again = [
      ...looked(byItself, mended, at + 6000),
      swept(at + 9000, 9),
      changed(at + 9000, 'restored', 'down', incident),
    ];
    expect(types(look(byItself, again, at + 10_000))).toEqual([
      'threshold.met',
      'threshold.crossed',
      'threshold.met',
      'threshold.crossed',
    ]);
  });
});

describe('a countdown loses its ground', () => {
  test('when the threshold clears', () => {
    const better = [...armedHistory, swept(at + 5000, 1)];
    expect(dataOf(look(byItself, better, at + 6000), 'activation.withdrawn')).toEqual([
      { incident, activation: 'T1', because: 'the threshold of b is no longer crossed' },
    ]);
  });
  test('when its rule is taken out of the plan', () => {
    const events = look(withRules([declare], automatic()), armedHistory, at + 1000);
    expect(types(events)).toEqual(['activation.withdrawn']);
  });
  test('when people start the run themselves', () => {
    const begun = started.filter((event) => event.type === 'run.started');
    expect(dataOf(look(byItself, [...armedHistory, ...begun], at + 1000), 'activation.withdrawn')).toEqual([
      { incident, activation: 'T1', because: 'RUN-0001 was started already' },
    ]);
  });
});

describe('an unattended incident', () => {
  const over = rule({
    id: 'over',
    when: { on: 'verified', forMs: 30_000 },
    acts: [{ do: 'stand-down' }],
  });
  const plan = withRules([over]);
  const verified = outage.slice(0, -2);
  const unattended = verified.filter((event) => event.type !== 'command.taken');
  test('ends when its service has been verified for the time of the rule', () => {
    expect([
      types(look(plan, unattended, seconds(104))),
      types(look(plan, unattended, seconds(105))),
    ]).toEqual([[], ['threshold.met', 'threshold.crossed', 'incident.resolved', 'service.changed']]);
  });
  test('is never ended over the head of a commander', () => {
    expect(types(look(plan, verified, seconds(105)))).toEqual(['threshold.met', 'threshold.crossed']);
  });
});

describe('a decision that nobody takes', () => {
  const pass = rule({
    id: 'pass',
    when: { on: 'decision-pending', afterMs: 180_000 },
    acts: [{ do: 'pass-on' }],
  });
  const plan = withRules([pass]);
  const vacant = declared.slice(0, -1);
  const passes = (history: readonly NewEvent[]) =>
    dataOf(history, 'succession.passed').map((data) => [
      (data as { from?: string }).from ?? null,
      (data as { to: string }).to,
    ]);
  test('passes along the order of succession, each having the whole time, and ends with the last', () => {
    const moments = Array.from({ length: 1200 }, (_, second) => seconds(30 + second));
    const history = looked(plan, vacant, ...moments);
    expect([
      passes(history),
      history.filter((event) => event.type === 'succession.passed').map((event) => event.occurredAt),
    ]).toEqual([
      [
        [null, 'maria'],
        ['maria', 'jon'],
      ],
      [seconds(210), seconds(390)],
    ]);
  });
  test.each([0, 60_000, 180_000, 600_000, 86_400_000])(
    'passes on each time although its rule clears only after %i ms: who waits next is another matter',
    (clearForMs) => {
      const slow = withRules([{ ...pass, clearForMs }]);
      const moments = Array.from({ length: 1200 }, (_, second) => seconds(30 + second));
      const history = looked(slow, vacant, ...moments);
      expect(
        history.filter((event) => event.type === 'succession.passed').map((event) => event.occurredAt),
      ).toEqual([seconds(210), seconds(390)]);
    },
  );
  test('is another matter also where nobody looked meanwhile, and has had its time', () => {
    const slow = withRules([{ ...pass, clearForMs: 86_400_000 }]);
    const history = looked(slow, vacant, seconds(210), seconds(4000), seconds(4001));
    expect(passes(history)).toEqual([
      [null, 'maria'],
      ['maria', 'jon'],
    ]);
  });
  test('skips whoever commands already', () => {
    expect(passes(look(plan, declared, seconds(212)))).toEqual([['maria', 'jon']]);
  });
  test('gives the right to start, and the words say since when', () => {
    const history = looked(plan, declared, seconds(212));
    expect(worldOf(history).incidents[incident]?.passedTo).toEqual([{ person: 'jon', at: seconds(212) }]);
  });
  test('calls whom it passes to, if there is a way to reach them', () => {
    const people = hospital.people.map((each) =>
      each.id === 'jon' ? { ...each, phone: '+1 555 0101' } : each,
    );
    const called = looked({ ...plan, people }, declared, seconds(212), seconds(213));
    expect([types(look(plan, declared, seconds(212))), dataOf(called, 'paging.started')]).toEqual([
      ['threshold.met', 'threshold.crossed', 'succession.passed'],
      [
        {
          ...{ incident, paging: 'P1', rule: 'pass/jon', repeat: 1 },
          text: 'The decision on the recovery of Clinical sign-in is yours: SEV-1 INC-0001, Clinical sign-in is down.',
          people: [{ id: 'jon', name: 'Jon Ade' }],
          steps: [{ person: 'jon', afterMs: 0 }],
        },
      ],
    ]);
  });
  test('is theirs again who takes command after it passed, with the whole time', () => {
    const passed = looked(plan, vacant, seconds(210));
    const taken = happened(seconds(220), 'command.taken', { incident, person: 'jon' }, 'person:jon');
    const world = worldOf([...passed, taken]);
    expect(pendingDecision(world, world.incidents[incident] as Incident)).toEqual({
      since: seconds(220),
      decider: 'jon',
    });
  });
});
