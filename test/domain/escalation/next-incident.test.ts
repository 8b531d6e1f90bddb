import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../../src/domain/events';
import { restartAgent, seconds } from '../../helpers/hospital';
import { broken, changed, declared, started, swept } from '../../helpers/outage';
import { happened } from '../../helpers/records';
import { automatic, look, looked, rule, types, withRules } from './scene';

const incident = 'INC-0001';
const second = 'INC-0002';
const again = (at: number): NewEvent[] =>
  declared
    .filter((each) => each.type === 'incident.declared')
    .map((each) => ({
      ...each,
      occurredAt: at,
      stream: `incident/${second}`,
      data: { ...each.data, incident: second, impactStart: at, detectedAt: at },
    })) as NewEvent[];

describe('what an earlier incident crossed', () => {
  const plan = withRules(
    [
      rule({
        id: 'late',
        when: { on: 'rto-used', share: 0.5 },
        clearForMs: 600_000,
        acts: [
          { do: 'run', runbook: 'restart-agent' },
          { do: 'notify', steps: [{ who: 'maria', afterMs: 0 }], repeat: 0 },
        ],
      }),
    ],
    automatic(),
  );
  test('neither starts nor calls anything in the next incident', () => {
    const first = looked(
      plan,
      [
        ...declared,
        happened(seconds(100), 'activation.armed', {
          incident,
          activation: 'T1',
          service: 'sign-in',
          rule: 'late',
          runbook: 'restart-agent',
          runbookName: 'x',
          manifest: 'x',
          endpoints: 1,
          envelope: 'x',
          because: 'x',
          vetoMs: 1,
          startsAt: seconds(101),
        }),
        happened(seconds(101), 'activation.vetoed', { incident, activation: 'T1', leftMs: 0 }),
      ],
      seconds(600),
    );
    expect(types(first)).toContain('threshold.crossed');
    const history = [
      ...first,
      happened(seconds(610), 'incident.resolved', { incident, unproven: 'false alarm' }, 'person:maria'),
      ...again(seconds(620)),
    ];
    expect(types(look(plan, history, seconds(621)))).toEqual(['threshold.cleared']);
  });
  test('is crossed anew by the next', () => {
    const first = looked(plan, declared, seconds(600));
    const history = looked(
      plan,
      [
        ...first,
        happened(seconds(610), 'incident.resolved', { incident, unproven: 'false alarm' }, 'person:maria'),
        ...again(seconds(620)),
      ],
      seconds(621),
      seconds(900),
      seconds(1100),
    );
    expect(
      history.filter((each) => each.type === 'threshold.crossed').map((each) => each.occurredAt),
    ).toEqual([seconds(600), seconds(1100)]);
  });
});

test('a rule that asks for two runs which may not start says so once each', () => {
  const plan = withRules(
    [
      rule({
        id: 'two',
        acts: [
          { do: 'run', runbook: 'restart-agent' },
          { do: 'run', runbook: 'fail-over' },
        ],
      }),
    ],
    { ...automatic({ maxEndpoints: 1 }) },
  );
  const two = { ...plan, runbooks: [...plan.runbooks, { ...restartAgent, id: 'fail-over' }] };
  const history = looked(two, declared, seconds(60), seconds(61), seconds(62), seconds(63));
  expect(history.filter((each) => each.type === 'activation.refused').length).toBe(2);
});

test('a drill that nobody ended does not keep a live outage from being declared', () => {
  const plan = {
    ...withRules([rule({ id: 'a', acts: [{ do: 'declare', severity: 'SEV-1' }] })]),
    mode: 'live' as const,
  };
  expect(types(look(plan, declared, seconds(60)))).toContain('incident.declared');
});

test('a verified service whose alert goes on firing is not restored over and over with nobody looking', () => {
  const plan = withRules(
    [
      rule({
        id: 'a',
        unless: 'restored',
        acts: [
          { do: 'declare', severity: 'SEV-1' },
          { do: 'run', runbook: 'restart-agent' },
        ],
        when: { on: 'alert', severity: 'SEV-3' },
      }),
      rule({ id: 'z', when: { on: 'verified', forMs: 10_000 }, acts: [{ do: 'stand-down' }] }),
    ],
    automatic(),
  );
  const alert = happened(seconds(22), 'alerts.changed', {
    service: 'sign-in',
    source: 'alertmanager',
    fired: [{ fingerprint: 'f', name: 'X', severity: 'SEV-1', summary: '', startsAt: seconds(22) }],
    resolved: [],
  });
  // first incident, by rule, restored by itself
  const a = looked(plan, [...broken, alert], seconds(30));
  const b = [
    ...a,
    happened(seconds(80), 'activation.started', { incident, activation: 'T1', run: 'RUN-0001' }),
    { ...(started.at(-1) as NewEvent), occurredAt: seconds(80) },
    happened(seconds(90), 'run.ended', {
      run: 'RUN-0001',
      incident,
      service: 'sign-in',
      result: 'completed',
      ok: 10,
      notOk: 0,
      notSent: 0,
    }),
    changed(seconds(90), 'down', 'restored', incident),
    swept(seconds(95), 0),
    swept(seconds(100), 0),
    changed(seconds(100), 'restored', 'verified', incident),
  ];
  const c = looked(plan, b, seconds(105), seconds(111), seconds(112), seconds(113), seconds(114));
  expect(types(c.slice(b.length))).toContain('activation.refused');
  expect(c.filter((each) => each.type === 'activation.armed').length).toBe(1);
});
