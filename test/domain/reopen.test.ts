import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { standDown } from '../../src/domain/incident/commands';
import { reopen } from '../../src/domain/incident/reopen';
import type { Plan } from '../../src/domain/plan/plan';
import { judgeSweep } from '../../src/domain/service/judge-sweep';
import { type ServiceState, unknownService } from '../../src/domain/service/service-state';
import { timeline } from '../../src/domain/views/timeline';
import { hospital, seconds, signIn } from '../helpers/hospital';
import { changed, outage, swept } from '../helpers/outage';
import { happened, recorded, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';

const incident = 'INC-0001';
const now = (events: readonly NewEvent[], operator: string | null = 'jon', plan: Plan = hospital) => ({
  world: worldOf(events),
  plan,
  at: seconds(600),
  operator,
});
const reason = 'two workstations are left';
const unproven = [
  ...outage.slice(0, -5),
  happened(seconds(90), 'incident.resolved', { incident, unproven: 'enough' }),
  changed(seconds(90), 'restored', 'unknown', incident),
];

const goodSweep = (state: ServiceState, at: number): NewEvent[] => {
  const results = new Map(hospital.endpoints.map(({ name }) => [name, 'ok'] as const));
  const sweep = { service: 'sign-in', probe: 'agent', results, tookMs: 1000 };
  return judgeSweep(signIn, state, sweep, at, incident);
};

describe('an incident that is reopened', () => {
  test('is open, commanded by whoever reopened it, and keeps the time of its proof', () => {
    const events = [...outage, ...reopen(now(outage), { incident, reason: ` ${reason} ` })];
    const { phase, commander, resolvedAt, verifiedAt } = worldOf(events).incidents[incident] ?? {};
    expect([
      { phase, commander, resolvedAt, verifiedAt },
      worldOf(events).services['sign-in']?.condition,
      timeline(recorded(events), worldOf(events).names)
        .map(({ text }) => text)
        .slice(-3),
    ]).toEqual([
      { phase: 'stabilised', commander: 'jon', resolvedAt: null, verifiedAt: seconds(75) },
      'verified',
      [`INC-0001 reopened: ${reason}`, 'Jon Ade took command', expect.stringContaining('Clinical sign-in')],
    ]);
  });
  test('loses its proof as soon as a probe finds the service down', () => {
    const events = [...outage, ...reopen(now(outage), { incident, reason })];
    const broken = [...events, swept(seconds(610), 8), changed(seconds(610), 'verified', 'down', incident)];
    const { phase, verifiedAt } = worldOf(broken).incidents[incident] ?? {};
    expect({ phase, verifiedAt }).toEqual({ phase: 'active', verifiedAt: null });
  });
  test.each([
    ['unknown', unproven],
    ['healthy', [...unproven, swept(seconds(100), 0), changed(seconds(100), 'unknown', 'healthy')]],
  ] as const)(
    'without a proof is to be proven by the sweeps that follow, with its service %s',
    (_is, history) => {
      let events = [...history, ...reopen(now(history), { incident, reason })];
      const seen = [600, 615, 630].map((second) => {
        const before = worldOf(events);
        const { phase, verifiedAt } = before.incidents[incident] ?? {};
        events = [...events, ...goodSweep(before.services['sign-in'] ?? unknownService, seconds(second + 5))];
        return [phase, verifiedAt, before.services['sign-in']?.condition];
      });
      const standingDown = { world: worldOf(events), plan: hospital, at: seconds(640), operator: 'jon' };
      const over = worldOf([...events, ...standDown(standingDown, { incident })]);
      expect([seen, over.incidents[incident]?.phase, over.services['sign-in']?.condition]).toEqual([
        [
          ['active', null, 'restored'],
          ['active', null, 'restored'],
          ['stabilised', seconds(620), 'verified'],
        ],
        ...['resolved', 'healthy'],
      ]);
    },
  );
  test('without a proof claims nothing of a service that no probe looks at', () => {
    const plan = { ...hospital, services: [{ ...signIn, probes: [] }] };
    const world = worldOf([...unproven, ...reopen(now(unproven, 'jon', plan), { incident, reason })]);
    expect(world.services['sign-in']?.condition).toBe('unknown');
  });
  test('without a proof is reopened also while its service is down: that outage never ended', () => {
    const down = [...unproven, swept(seconds(95), 8), changed(seconds(95), 'unknown', 'down')];
    const world = worldOf([...down, ...reopen(now(down), { incident, reason })]);
    expect(world.incidents[incident]?.phase).toBe('active');
  });
});

describe('reopening is refused', () => {
  const again = [...outage, swept(seconds(95), 8), changed(seconds(95), 'healthy', 'down')];
  const declared = outage.find(({ type }) => type === 'incident.declared') as NewEvent;
  const later = [
    ...outage,
    {
      ...declared,
      stream: 'incident/INC-0002',
      data: { ...declared.data, incident: 'INC-0002' },
    } as NewEvent,
  ];
  test.each([
    ['when it is open', outage.slice(0, -2), 'jon', hospital, reason, 'INC-0001 is open.'],
    ['to an observer', outage, 'eve', hospital, reason, 'Eve Roe observes'],
    ['to nobody', outage, null, hospital, reason, 'Say who you are before you reopen an incident.'],
    ['without a reason', outage, 'jon', hospital, '  ', 'needs words'],
    ['after a later one of the service', later, 'jon', hospital, reason, 'INC-0002 came after INC-0001'],
    ['when the service broke anew', again, 'jon', hospital, reason, 'is down again. Declare a new incident'],
    [
      'under a plan of another mode',
      outage,
      'jon',
      { ...hospital, mode: 'live' as const },
      reason,
      'INC-0001 was drill, and the plan in force is live.',
    ],
  ] as const)('%s', (_when, events, operator, plan, why, words) => {
    expect(refusal(() => reopen(now(events, operator, plan), { incident, reason: why }))).toContain(words);
  });
  test('when the journal holds no such incident', () => {
    expect(refusal(() => reopen(now(outage), { incident: 'INC-0009', reason }))).toContain('no incident');
  });
});
