import { describe, expect, test } from 'vitest';
import { withEvents } from '../../../src/domain/draft-world';
import { eventSchema, type NewEvent } from '../../../src/domain/events';
import { foldWorld } from '../../../src/domain/evolve-world';
import { resolveManifest } from '../../../src/domain/run/manifest';
import type { Finding } from '../../../src/domain/run/preflight/cause';
import { preflightDone, preflightScope, requirePreflight } from '../../../src/domain/run/preflight/commands';
import { sumUp } from '../../../src/domain/run/preflight/preflight';
import { becomeUsers, preflightCommand } from '../../../src/domain/run/preflight/question';
import { judgeSweep } from '../../../src/domain/service/judge-sweep';
import {
  lastReached,
  lastSeen,
  type SweepResult,
  unknownService,
} from '../../../src/domain/service/service-state';
import { preflightSites } from '../../../src/domain/views/preflight-sites';
import { timeline } from '../../../src/domain/views/timeline';
import { emptyWorld, type World } from '../../../src/domain/world';
import { hospital, restartAgent, seconds, sha256, signIn } from '../../helpers/hospital';
import { refusal } from '../../helpers/refusal';

const finding = (cause: Finding['cause'], words = 'so it is'): Finding => ({ cause, words });
const scope = preflightScope(hospital, { service: 'sign-in' });

/** A preflight of the ten workstations that found these, done at so many seconds and 2 s long. */
function done(at: number, found: Readonly<Record<string, readonly Finding[]>>): NewEvent {
  const all = new Map(hospital.endpoints.map(({ name }) => [name, found[name] ?? []]));
  const result = sumUp(all, [], { tookMs: 2000, clockMs: 5000 });
  return preflightDone(seconds(at), 'maria', scope, { ...result, clockMs: 5000 });
}

/** A sweep of the agent probe that ends at so many seconds. */
const swept = (world: World, at: number, not: Readonly<Record<string, SweepResult>>): World => {
  const results = new Map(hospital.endpoints.map(({ name }) => [name, not[name] ?? ('ok' as const)]));
  const sweep = { service: 'sign-in', probe: 'agent', results, tookMs: 100 };
  const state = world.services['sign-in'] ?? unknownService;
  return withEvents(world, judgeSweep(signIn, state, sweep, seconds(at), 'INC-0001'));
};
const reachedAt = (world: World, at: number) =>
  lastReached(world.services['sign-in'] ?? unknownService, seconds(at));

test('counts go by cause, the worst first, and an endpoint stands once under every cause it has', () => {
  const full = [
    finding('disk full', '$HOME: full'),
    finding('disk full', '/tmp: full'),
    finding('clock off'),
  ];
  const all = new Map([
    ['a', []],
    ['b', full],
    ['c', [finding('unreachable')]],
  ]);
  expect(sumUp(all, [], { tookMs: 5, clockMs: 5000 })).toEqual({
    total: 3,
    ready: 1,
    tookMs: 5,
    found: [
      { cause: 'unreachable', endpoints: [{ endpoint: 'c', words: 'so it is' }] },
      { cause: 'disk full', endpoints: [{ endpoint: 'b', words: '$HOME: full; /tmp: full' }] },
      { cause: 'clock off', endpoints: [{ endpoint: 'b', words: 'so it is' }] },
    ],
  });
});

test('where most clocks agree with each other and not with this console, its own is the odd one out', () => {
  const sum = (offsets: number[]) =>
    sumUp(new Map(), offsets, { tookMs: 5, clockMs: 5000 }).consoleClockOffMs;
  expect([sum([9000, 9100, 9050, 9020, 100]), sum([9000, 0, 10, 9000, 20]), sum([9000, 9000])]).toEqual([
    -9020,
    undefined,
    undefined,
  ]);
});

test('sites stand by how much is in their way', () => {
  const { found } = sumUp(
    new Map(hospital.endpoints.map(({ name }) => [name, name === 'ws-2' ? [finding('disk full')] : []])),
    [],
    { tookMs: 5, clockMs: 5000 },
  );
  expect(preflightSites(hospital.endpoints, found)).toEqual([
    { site: 'south', total: 5, ready: 4, causes: [['disk full', 1]] },
    { site: 'north', total: 5, ready: 5, causes: [] },
  ]);
});

describe('who may look, and at what', () => {
  const now = (world: Partial<World> = {}, operator: string | null = 'eve') => ({
    world: { ...emptyWorld, ...world },
    plan: hospital,
    at: seconds(0),
    operator,
  });
  test('whoever has signed in may look, in calm and as an observer, too', () => {
    const { person, endpoints, runbook } = requirePreflight(now(), { service: 'sign-in' });
    expect([person, endpoints.length, runbook?.id]).toEqual(['eve', 10, 'restart-agent']);
  });
  test('nobody looks without a name', () => {
    expect(refusal(() => requirePreflight(now({}, null), { service: 'sign-in' }))).toBe(
      'refused: Say who you are before you look at the fleet.',
    );
  });
  test('nobody looks while a run finds out the same', () => {
    const run = { id: 'RUN-0001', service: 'sign-in', result: null } as World['runs'][string];
    expect(refusal(() => requirePreflight(now({ runs: { 'RUN-0001': run } }), { service: 'sign-in' }))).toBe(
      'refused: RUN-0001 is running there and finds out the same. Look again when it has ended.',
    );
  });
  test('a runbook that the plan does not have is said by name', () => {
    expect(refusal(() => preflightScope(hospital, { service: 'sign-in', runbook: 'reboot' }))).toBe(
      'not-found: The plan has no runbook "reboot". It has: restart-agent.',
    );
  });
});

describe('the question', () => {
  test('asks for sudo only where a step is done as another user', () => {
    const as = (user: string) => ({ user, method: 'sudo' }) as const;
    const steps = (user: string) => restartAgent.steps.map((step) => ({ ...step, become: as(user) }));
    const planWith = (user: string, more = {}) => ({
      ...{ ...hospital, ...more },
      runbooks: [{ ...restartAgent, steps: steps(user) }],
    });
    const becomes = (plan: typeof hospital) => preflightScope(plan, { service: 'sign-in' }).becomes;
    expect([
      becomes(hospital),
      becomes(planWith('root')),
      becomes(planWith('postgres')),
      becomes(planWith('x; reboot')),
      becomes(planWith('root', { sudoSecret: '~/.holdfast/sudo' })),
      preflightCommand([]).includes('sudo'),
      becomeUsers([...steps('root'), ...steps('postgres')]),
    ]).toEqual([[], ['root'], ['postgres'], [], [], false, ['root', 'postgres']]);
  });
  test('is one line in one pair of single quotes, whatever shell hands it on', () => {
    expect(preflightCommand(['root', 'postgres'])).toMatch(/^sh -c '[^'\n]+'$/);
  });
});

describe('what a preflight says of the reach', () => {
  const before = swept(emptyWorld, 0, { 'ws-1': 'unreachable', 'ws-2': 'failing', 'ws-3': 'login' });
  const looked = withEvents(before, [
    done(20, {
      'ws-4': [finding('unreachable')],
      'ws-5': [finding('disk full')],
      'ws-3': [finding('login refused')],
    }),
  ]);
  test('counts from then on as a sweep does: who was reached again is in, who was not is out', () => {
    const { 'ws-1': one, 'ws-2': two, 'ws-3': three, 'ws-4': four, 'ws-5': five } = reachedAt(looked, 30);
    expect([one, two, three, four, five]).toEqual(['silent', 'failing', 'login', 'unreachable', 'ok']);
  });
  test('never makes an endpoint look as if the service worked there', () => {
    expect(Object.values(reachedAt(looked, 30)).filter((each) => each === 'ok')).toHaveLength(6);
  });
  test('is over with the next sweep', () => {
    expect(reachedAt(swept(looked, 40, { 'ws-1': 'unreachable' }), 45)['ws-4']).toBe('ok');
  });
  test('a sweep that ended while it went on has the later word', () => {
    const { world, at } = { world: swept(before, 19, { 'ws-1': 'unreachable' }), at: 20 };
    expect(reachedAt(withEvents(world, [done(at, {})]), 30)['ws-1']).toBe('unreachable');
  });
  test('is over after ten minutes where no sweep came', () => {
    const bare = withEvents(emptyWorld, [done(20, { 'ws-4': [finding('unreachable')] })]);
    expect([reachedAt(bare, 500)['ws-4'], reachedAt(bare, 630)['ws-4']]).toEqual(['unreachable', undefined]);
  });
  test('tells who has no host key on file from who shows another one', () => {
    const found = { 'ws-1': [finding('no host key on file')], 'ws-2': [finding('host key changed')] };
    const { 'ws-1': none, 'ws-2': other } = reachedAt(withEvents(before, [done(20, found)]), 30);
    expect([none, other]).toEqual(['no-host-key', 'host-key']);
  });
  test('leaves out of a manifest what cannot be reached, and nothing for a disk, a clock or sudo', () => {
    const world = withEvents(emptyWorld, [
      done(20, {
        'ws-1': [finding('unreachable')],
        'ws-2': [finding('disk full'), finding('clock off'), finding('become refused')],
        'ws-3': [finding('host key changed')],
        'ws-4': [finding('no answer')],
      }),
    ]);
    const ask = { plan: hospital, service: 'sign-in', runbook: 'restart-agent', sha256 };
    expect(resolveManifest({ ...ask, lastSeen: reachedAt(world, 30) }).excluded).toEqual([
      { endpoint: 'ws-1', reason: 'unreachable' },
      { endpoint: 'ws-3', reason: 'host key changed' },
    ]);
  });
  test('leaves what the probes themselves said as it is', () => {
    expect(lastSeen(looked.services['sign-in'] ?? unknownService)['ws-1']).toBe('unreachable');
  });
});

test('a preflight is one line of the timeline', () => {
  const event = done(20, { 'ws-4': [finding('disk full')], 'ws-5': [finding('clock off')] });
  const record = { ...event, seq: 1, version: 1, recordedAt: event.occurredAt };
  expect([
    eventSchema.parse(event).type,
    timeline([record], names).map((each) => [each.tone, each.text]),
  ]).toEqual([
    'preflight.done',
    [
      [
        'warn',
        'Preflight of Clinical sign-in for Restart the auth agent: 8 of 10 endpoints ready, 1 disk full, 1 clock off by more than 5 s',
      ],
    ],
  ]);
  expect(foldWorld([record]).services['sign-in']?.preflight?.at).toBe(seconds(20));
});

const names = { people: [], services: hospital.services, runbooks: hospital.runbooks };
