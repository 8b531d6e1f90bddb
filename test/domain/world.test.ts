import { expect, test } from 'vitest';
import { eventSchema } from '../../src/domain/events';
import { evolveWorld, foldWorld } from '../../src/domain/evolve-world';
import { unknownOperator } from '../../src/domain/operator/operator';
import { unknownService } from '../../src/domain/service/service-state';
import { emptyWorld } from '../../src/domain/world';
import { hospital, seconds } from '../helpers/hospital';
import { outage } from '../helpers/outage';
import { deepFreeze, happened, recorded } from '../helpers/records';

const records = deepFreeze(recorded(outage));

test('the whole thread folds into one incident, one run and a healthy service', () => {
  const { incidents, runs, services, ...rest } = foldWorld(records);
  const { probes, ...service } = services['sign-in'] ?? unknownService;
  const run = runs['RUN-0001'];
  expect([
    rest,
    incidents,
    service,
    probes.agent?.failing,
    Object.values(run?.endpoints ?? {}).map((each) => each.state),
  ]).toEqual([
    {
      seq: records.length,
      operator: 'maria',
      ...{ proof: 'none', locked: null, operators: { maria: unknownOperator } },
      ...{ alerts: {}, thresholds: {}, refusedActivations: {}, messages: {}, connectivity: {} },
      mode: 'drill',
      names: {
        people: hospital.people.map(({ id, name }) => ({ id, name })),
        services: [{ id: 'sign-in', name: 'Clinical sign-in' }],
        runbooks: [{ id: 'restart-agent', name: 'Restart the auth agent' }],
      },
    },
    {
      'INC-0001': {
        ...{
          id: 'INC-0001',
          service: 'sign-in',
          title: 'Clinical sign-in is down',
          severity: 'SEV-1',
          mode: 'drill',
        },
        ...{ phase: 'resolved', commander: 'maria', impactStart: seconds(20), impactStartFrom: 'probe' },
        ...{
          objectives: { rtoMs: 900_000, mtpdMs: 14_400_000 },
          detectedAt: seconds(20),
          declaredAt: seconds(30),
        },
        ...{ commandTakenAt: seconds(32), authorisedAt: seconds(40), restoredAt: seconds(56) },
        ...{ verifiedAt: seconds(75), resolvedAt: seconds(90), runs: ['RUN-0001'] },
        ...{ rule: null, roles: {}, handover: null, executingAt: seconds(40), tasks: {}, decisions: {} },
        ...{ approvals: {}, activations: {}, pagings: {}, passedTo: [], planB: { dueAt: null, text: null } },
        moments: expect.any(Array),
        ...{ remarks: [], envelopes: null, staff: null, audiences: null, brokenGlass: [] },
      },
    },
    { condition: 'healthy', since: seconds(90), firstBadAt: null, restoredAt: null, verifiedAt: null },
    0,
    Array.from({ length: 10 }, () => 'ok'),
  ]);
});

test('folding twice gives the same, and mutates neither events nor world', () => {
  const worlds = [1, 2].map(() => {
    let world = deepFreeze(emptyWorld);
    for (const record of records) world = deepFreeze(evolveWorld(world, record));
    return world;
  });
  expect(worlds[0]).toEqual(worlds[1]);
});

test('folding may stop and go on anywhere', () => {
  const whole = foldWorld(records);
  for (let cut = 0; cut <= records.length; cut += 1)
    expect(foldWorld(records.slice(cut), foldWorld(records.slice(0, cut)))).toEqual(whole);
});

test('parts that an event does not touch keep their identity', () => {
  const world = foldWorld(records.slice(0, -2));
  const next = foldWorld(records.slice(-2, -1), world);
  expect([
    next.runs === world.runs,
    next.services === world.services,
    next.incidents === world.incidents,
  ]).toEqual([true, true, false]);
});

test('the world crosses a process border and comes out the same', () => {
  const world = foldWorld(records);
  expect(structuredClone(world)).toEqual(world);
});

test('every event of the scenario is one that the journal may hold', () => {
  expect(records.filter((each) => !eventSchema.safeParse(each).success).map((each) => each.type)).toEqual([]);
});

test('whoever signed in before the console was closed is not taken for who sits there now', () => {
  const restart = happened(seconds(200), 'console.started', { version: '1.0.0' });
  expect([foldWorld(records).operator, foldWorld(recorded([...outage, restart])).operator]).toEqual([
    'maria',
    null,
  ]);
});

test('many folded at once are what they are one by one, and leave the world they begin from as it was', () => {
  const alert = { name: 'Down', severity: 'SEV-2', summary: '', startsAt: seconds(1) } as const;
  const told = (fired: readonly string[], ended: readonly string[]) =>
    happened(seconds(2), 'alerts.changed', {
      source: 'alertmanager',
      fired: fired.map((fingerprint) => ({ ...alert, fingerprint })),
      resolved: ended.map((fingerprint) => ({ fingerprint, endsAt: seconds(2) })),
    });
  const storm = recorded([told(['a', 'b'], []), told(['c'], ['a']), told(['a'], ['b'])]);
  const [begun, rest] = [deepFreeze(foldWorld(storm.slice(0, 1))), storm.slice(1)];
  expect([foldWorld(rest, begun), Object.keys(begun.alerts[''] ?? {})]).toEqual([
    storm.reduce((world, event) => evolveWorld(world, event), emptyWorld),
    ['alertmanager/a', 'alertmanager/b'],
  ]);
});

test('a storm of alerts folds in time in proportion to it, however many fire', () => {
  const alert = { name: 'Down', severity: 'SEV-2', summary: '', startsAt: seconds(1) } as const;
  const storm = recorded(
    Array.from({ length: 20_000 }, (_, index) =>
      happened(seconds(2), 'alerts.changed', {
        source: 'alertmanager',
        fired: [{ ...alert, fingerprint: `f${index}` }],
        resolved: [],
      }),
    ),
  );
  // One by one this copies two hundred million entries, which takes minutes.
  expect(Object.keys(foldWorld(storm).alerts[''] ?? {}).length).toBe(20_000);
});

test('what a run does is folded together as it is one by one, and leaves the world before as it was', () => {
  const before = foldWorld(records.slice(0, -9));
  const copy = structuredClone(before);
  const together = foldWorld(records.slice(-9), before);
  const oneByOne = records.slice(-9).reduce((world, record) => evolveWorld(world, record), before);
  expect([together, before]).toEqual([oneByOne, copy]);
});
