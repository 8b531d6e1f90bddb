import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { foldWorld } from '../../src/domain/evolve-world';
import type { Alert, AlertDelivery } from '../../src/domain/signal/alert';
import { alertLimits, receiveAlerts } from '../../src/domain/signal/receive-alerts';
import { emptyWorld, type World } from '../../src/domain/world';
import { hospital, seconds, signIn } from '../helpers/hospital';
import { recorded, worldOf } from '../helpers/records';

const alert = (change: Partial<Alert> = {}): Alert => ({
  fingerprint: 'f1',
  name: 'SignInDown',
  severity: 'SEV-1',
  summary: 'Nobody can sign in',
  labels: { service: 'sign-in' },
  startsAt: seconds(10),
  endsAt: null,
  ...change,
});
const fired = ({ fingerprint, name, severity, summary, startsAt }: Alert) => ({
  ...{ fingerprint, name, severity, summary, startsAt },
});
const delivery = (alerts: readonly Alert[], change: Partial<AlertDelivery> = {}): AlertDelivery => ({
  source: 'alertmanager',
  alerts,
  truncated: 0,
  ...change,
});
const receive = (world: World, told: AlertDelivery, at = seconds(20), plan = hospital) =>
  receiveAlerts({ world, plan, at }, told);
/** The world after these deliveries, a second apart. */
function worldAfter(...deliveries: readonly AlertDelivery[]): World {
  const events: NewEvent[] = [];
  deliveries.forEach((told, index) => {
    events.push(...receive(worldOf(events), told, seconds(20 + index)).events);
  });
  return worldOf(events);
}
const mail = { ...signIn, id: 'mail', alerts: 'service in (mail, sign-in)' };
const two = { ...hospital, services: [signIn, mail, { ...signIn, id: 'deaf', alerts: null }] };

describe('what fires', () => {
  test('is told of each service that asks for it, and of none where nobody does', () => {
    const other = alert({ fingerprint: 'f2', labels: { service: 'printing' } });
    const { events } = receive(emptyWorld, delivery([alert(), other]), seconds(20), two);
    expect(events).toEqual(
      [
        { stream: 'service/sign-in', data: { service: 'sign-in', fired: [fired(alert())] } },
        { stream: 'service/mail', data: { service: 'mail', fired: [fired(alert())] } },
        { stream: 'console', data: { fired: [fired(other)] } },
      ].map(({ stream, data }) => ({
        ...{ type: 'alerts.changed', occurredAt: seconds(20), actor: 'console', stream },
        data: { source: 'alertmanager', resolved: [], ...data },
      })),
    );
  });
  test('is matched by its name, too', () => {
    const plan = { ...hospital, services: [{ ...signIn, alerts: 'name=SignInDown & !(site=lab)' }] };
    const { events } = receive(emptyWorld, delivery([alert({ labels: {} })]), seconds(20), plan);
    expect(events.map(({ stream }) => stream)).toEqual(['service/sign-in']);
  });
  test('and never was given a start keeps the one it was first heard at', () => {
    const unset = (at: number) => delivery([alert({ startsAt: seconds(at), untimed: true })]);
    const world = worldAfter(unset(20));
    expect([receive(world, unset(90), seconds(90)).events, world.alerts['sign-in']]).toEqual([
      [],
      { 'alertmanager/f1': { source: 'alertmanager', ...fired(alert({ startsAt: seconds(20) })) } },
    ]);
  });
  test('makes no event when it is told again', () => {
    const world = worldAfter(delivery([alert()]));
    expect(receive(world, delivery([alert(), alert()])).events).toEqual([]);
  });
  test.each([
    ['severity', { severity: 'SEV-2' }],
    ['summary', { summary: 'Half of them can' }],
    ['start', { startsAt: seconds(15) }],
    ['runbook', { runbookUrl: 'https://runbooks.example/sign-in' }],
  ] as const)('is told again with a new %s', (_what, change) => {
    const { events } = receive(worldAfter(delivery([alert()])), delivery([alert(change)]));
    expect(events.map(({ data }) => data)).toEqual([
      {
        ...{ service: 'sign-in', source: 'alertmanager', resolved: [] },
        fired: [{ ...fired(alert()), ...change }],
      },
    ]);
  });
  test('moves to another service when the plan says so', () => {
    const plan = { ...hospital, services: [{ ...signIn, id: 'mail' }] };
    const world = worldAfter(delivery([alert()]));
    const { events } = receive(world, delivery([alert()]), seconds(30), plan);
    expect(events.map(({ data }) => data)).toEqual([
      {
        ...{ service: 'sign-in', source: 'alertmanager', fired: [] },
        resolved: [{ fingerprint: 'f1', endsAt: seconds(30) }],
      },
      { service: 'mail', source: 'alertmanager', fired: [fired(alert())], resolved: [] },
    ]);
  });
  test('of a sender whose clock is ahead began at the latest now', () => {
    const { events } = receive(emptyWorld, delivery([alert({ startsAt: seconds(99_999) })]));
    expect(events.map(({ data }) => data)).toEqual([
      expect.objectContaining({ fired: [fired(alert({ startsAt: seconds(20) }))] }),
    ]);
  });
  test('keeps its first start where senders only say when they spoke', () => {
    const told = (startsAt: number) => delivery([alert({ startsAt })], { source: 'pagerduty' });
    expect(receive(worldAfter(told(seconds(10))), told(seconds(15))).events).toEqual([]);
  });
});

describe('what ends', () => {
  const ended = (endsAt: number, change: Partial<Alert> = {}) => delivery([alert({ endsAt, ...change })]);

  test('is told wherever it fires, whatever its labels are now', () => {
    const world = worldOf(receive(emptyWorld, delivery([alert()]), seconds(20), two).events);
    const { events } = receive(world, ended(seconds(19), { labels: {} }), seconds(20), two);
    const resolved = [{ fingerprint: 'f1', endsAt: seconds(19) }];
    expect(events.map(({ data }) => data)).toEqual(
      ['sign-in', 'mail'].map((service) => ({ service, source: 'alertmanager', fired: [], resolved })),
    );
  });
  test('and did not fire makes no event, also within one delivery', () => {
    expect([
      receive(emptyWorld, ended(seconds(19))).events,
      receive(emptyWorld, delivery([alert(), alert({ endsAt: seconds(19) })])).events,
      receive(worldAfter(delivery([alert()])), delivery([alert()], { source: 'pagerduty', alerts: [] }))
        .events,
    ]).toEqual([[], [], []]);
  });
  test('and begins again within one delivery fires', () => {
    const again = alert({ startsAt: seconds(19) });
    const { events } = receive(
      worldAfter(delivery([alert()])),
      delivery([alert({ endsAt: seconds(18) }), again]),
    );
    expect(events.map(({ data }) => data)).toEqual([
      { service: 'sign-in', source: 'alertmanager', fired: [fired(again)], resolved: [] },
    ]);
  });
  test('is another alert when another source calls its own by the same name', () => {
    const world = worldAfter(delivery([alert()]));
    expect(receive(world, { ...ended(seconds(19)), source: 'cloudevents' }).events).toEqual([]);
  });
});

describe('what is told late', () => {
  const world = worldAfter(delivery([alert({ startsAt: seconds(10) })]));

  test.each([
    ['an earlier beginning', alert({ startsAt: seconds(5) })],
    ['the end of an earlier occurrence', alert({ startsAt: seconds(1), endsAt: seconds(5) })],
  ])('%s changes nothing and is counted as stale', (_what, told) => {
    expect(receive(world, delivery([told]))).toEqual({ events: [], stale: 1, dropped: 0 });
  });
  test('an end under an earlier start that the sender learned of later is the end of this one', () => {
    const told = delivery([alert({ startsAt: seconds(5), endsAt: seconds(15) })]);
    expect(receive(world, told).events.length).toBe(1);
  });
  test('what tells no time is about now, also after the wall clock was set back', () => {
    const told = delivery([alert({ startsAt: seconds(1), endsAt: seconds(1), untimed: true })]);
    expect(receive(world, told).events.length).toBe(1);
  });
});

describe('too many', () => {
  const many = (count: number, change: Partial<Alert> = {}): Alert[] =>
    Array.from({ length: count }, (_, index) => alert({ fingerprint: `m${index}`, ...change }));
  const full = worldAfter(delivery(many(alertLimits.kept, { labels: {} })));
  const unmatched = (severity: Alert['severity']) => alert({ labels: {}, severity });

  test('what no service asks for is dropped when it is mild, and how many is told', () => {
    const told = delivery([unmatched('SEV-3'), unmatched('SEV-5'), alert({ fingerprint: 'f2' })]);
    const { events, dropped } = receive(full, told);
    expect([events.map(({ data }) => data), dropped]).toEqual([
      [
        {
          ...{ service: 'sign-in', source: 'alertmanager', resolved: [], truncated: 2 },
          fired: [fired(alert({ fingerprint: 'f2' }))],
        },
      ],
      2,
    ]);
  });
  test('what is grave, or already known, is kept', () => {
    const known = alert({ fingerprint: 'm0', labels: {}, severity: 'SEV-4' });
    expect(receive(full, delivery([unmatched('SEV-2'), known])).dropped).toBe(0);
  });
  test('there is an end to everything', () => {
    const all = worldAfter(delivery(many(alertLimits.most)));
    expect(receive(all, delivery([alert()]))).toEqual({ events: [], stale: 0, dropped: 1 });
  });
});

test('what the sender left out is told once, with the first service', () => {
  const { events } = receive(emptyWorld, delivery([alert()], { truncated: 7 }), seconds(20), two);
  expect(events.map(({ data }) => (data as { truncated?: number }).truncated)).toEqual([7, undefined]);
});

test('10,000 alerts in 100 deliveries, each told twice, are neither lost nor doubled', () => {
  const fingerprints: string[] = [];
  let world = emptyWorld;
  for (let part = 0; part < 100; part += 1) {
    const alerts = Array.from({ length: 100 }, (_, index) => alert({ fingerprint: `${part}-${index}` }));
    for (const told of [delivery(alerts), delivery(alerts)]) {
      const { events } = receive(world, told);
      for (const event of events)
        if (event.type === 'alerts.changed')
          fingerprints.push(...event.data.fired.map(({ fingerprint }) => fingerprint));
      world = foldWorld(recorded(events), world);
    }
  }
  const firing = Object.keys(world.alerts['sign-in'] ?? {}).length;
  expect([fingerprints.length, new Set(fingerprints).size, firing]).toEqual([10_000, 10_000, 10_000]);
});
