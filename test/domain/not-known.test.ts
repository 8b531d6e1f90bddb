import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import * as commands from '../../src/domain/incident/commands';
import { judgeSweep, measure } from '../../src/domain/service/judge-sweep';
import {
  failingShares,
  type ServiceState,
  type SweepResult,
  unknownService,
} from '../../src/domain/service/service-state';
import { agentProbe, hospital, noon, seconds, signIn } from '../helpers/hospital';
import { changed, declared, outage, swept } from '../helpers/outage';
import { worldOf } from '../helpers/records';

const incident = 'INC-0001';
const names = hospital.endpoints.map((each) => each.name);
const stateOf = (events: readonly NewEvent[]): ServiceState =>
  worldOf(events).services['sign-in'] ?? unknownService;

/** What a sweep adds, of which the first `unknown` have no host key on file and the next `failing` fail. */
function looked(
  events: readonly NewEvent[],
  at: number,
  [unknown, failing]: readonly [number, number],
  within: string | null = null,
): NewEvent[] {
  const resultOf = (index: number): SweepResult =>
    index < unknown ? 'no-host-key' : index < unknown + failing ? 'failing' : 'ok';
  const results = new Map(names.map((name, index) => [name, resultOf(index)] as const));
  const sweep = { service: 'sign-in', probe: 'agent', tookMs: 1000, results };
  return judgeSweep(signIn, stateOf(events), sweep, seconds(at), within);
}
const then = (events: readonly NewEvent[], at: number, seen: readonly [number, number], within?: string) => [
  ...events,
  ...looked(events, at, seen, within),
];

describe('endpoints without a host key on file', () => {
  test('are neither failing nor well: the condition holds whatever they are like', () => {
    const by = (failing: number, unknown: number) =>
      measure({ ...agentProbe, degradedAt: 0.2 }, failing, 10, unknown);
    expect([by(0, 1), by(0, 2), by(1, 1), by(2, 0), by(2, 8), by(5, 5), by(4, 6), by(0, 10)]).toEqual([
      ...['healthy', 'unknown', 'unknown', 'degraded', 'degraded', 'down', 'degraded', 'unknown'],
    ]);
  });
  test('one more of them never lowers the condition, makes it healthy or clears a threshold', () => {
    const worse = ['healthy', 'unknown', 'degraded', 'down'];
    const share = fc.double({ min: 0.001, max: 1, noNaN: true });
    const counts = fc.tuple(fc.nat(300), fc.nat(300), fc.nat(300)).filter(([, , ok]) => ok > 0);
    fc.assert(
      fc.property(share, share, share, counts, (one, other, clearBelow, [failing, unknown, ok]) => {
        const probe = { ...agentProbe, degradedAt: Math.min(one, other), downAt: Math.max(one, other) };
        const total = failing + unknown + ok;
        const rank = (bad: number, not: number) => worse.indexOf(measure(probe, bad, total, not));
        const isOver = (bad: number, not: number) =>
          failingShares({ failing: bad, total, unknown: not }).high < clearBelow;
        const before = rank(failing, unknown);
        // One that was well, and one that failed, shows no key on file any more.
        const wasWell =
          rank(failing, unknown + 1) >= before && (isOver(failing, unknown) || !isOver(failing, unknown + 1));
        if (failing === 0) return wasWell;
        const wasBad =
          (rank(failing - 1, unknown + 1) > 0 || before === 0) &&
          isOver(failing, unknown) === isOver(failing - 1, unknown + 1);
        return wasWell && wasBad;
      }),
      { numRuns: 2000 },
    );
  });
  test('make a service unknown, and the probe that could not be judged is named, also when another one looked', () => {
    const login = { ...agentProbe, id: 'login' };
    const both = { ...signIn, probes: [login, agentProbe] };
    const before = then([changed(noon, 'unknown', 'healthy')], 0, [10, 0]).slice(0, 2);
    const results = new Map(names.map((name) => [name, 'ok'] as const));
    const sweep = { service: 'sign-in', probe: 'login', tookMs: 1, results };
    const [, own] = looked([changed(noon, 'unknown', 'healthy')], 15, [4, 0]);
    const [, others] = judgeSweep(both, stateOf(before), sweep, seconds(15), null);
    const why = (many: number) => `probe agent could not ask ${many} of 10: no host key of theirs is on file`;
    expect([own?.data, others?.data]).toEqual([
      expect.objectContaining({ from: 'healthy', to: 'unknown', total: 10, because: why(4) }),
      expect.objectContaining({ from: 'healthy', to: 'unknown', total: 10, because: why(10) }),
    ]);
  });
  test('end no disruption of an incident, and prove no restoration', () => {
    const down = then(declared, 35, [10, 0], incident);
    const restored = [...declared, changed(seconds(50), 'down', 'restored', incident)];
    const waiting = then(then(restored, 60, [1, 0], incident), 75, [1, 0], incident);
    expect([
      stateOf(down).condition,
      stateOf(waiting).condition,
      stateOf(waiting).probes.agent?.goodSweeps,
    ]).toEqual(['down', 'restored', 0]);
  });
  test('leave nothing verified that cannot be judged any more, and standing down does not call it healthy', () => {
    const verified = outage.slice(0, -2);
    const lost = then(verified, 85, [10, 0], incident);
    const now = (events: readonly NewEvent[]) => ({
      world: worldOf(events),
      plan: hospital,
      at: seconds(90),
      operator: 'maria',
    });
    const over = [...lost, ...commands.standDown(now(lost), { incident })];
    // A journal of an earlier version can hold a service that stayed verified.
    const silent = [...verified, ...looked(verified, 85, [10, 0], incident).slice(0, 1)];
    const overToo = [...silent, ...commands.standDown(now(silent), { incident })];
    expect([lost, over, silent, overToo].map((events) => stateOf(events).condition)).toEqual([
      ...['unknown', 'unknown', 'verified', 'unknown'],
    ]);
  });
  test('that hide a disruption for a while do not make it begin anew, but a plan of another mode does', () => {
    const down = [swept(seconds(20), 8), changed(seconds(20), 'healthy', 'down')];
    const hidden = then(down, 35, [10, 0]);
    const back = then(hidden, 50, [0, 9]);
    const well = then(then(hidden, 50, [0, 0]), 65, [0, 9]);
    const anew = then([...hidden, changed(seconds(40), 'unknown', 'unknown')], 50, [0, 9]);
    expect(
      [hidden, back, well, anew].map((events) => [stateOf(events).condition, stateOf(events).firstBadAt]),
    ).toEqual([
      ['unknown', seconds(20)],
      ['down', seconds(20)],
      ['down', seconds(65)],
      ['down', seconds(50)],
    ]);
  });
});
