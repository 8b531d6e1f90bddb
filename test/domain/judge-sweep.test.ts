import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { judgeSweep, measure } from '../../src/domain/service/judge-sweep';
import type { Service } from '../../src/domain/service/service';
import { type ServiceState, type SweepResult, unknownService } from '../../src/domain/service/service-state';
import { agentProbe, hospital, noon, seconds, signIn } from '../helpers/hospital';
import { changed, swept } from '../helpers/outage';
import { worldOf } from '../helpers/records';

const names = hospital.endpoints.map((each) => each.name);

/** The state of sign-in after these events. */
const given = (...events: NewEvent[]): ServiceState => worldOf(events).services['sign-in'] ?? unknownService;

/** A sweep of ten endpoints, of which the first `failing` gave `result`. */
const sweep = (failing: number, result: SweepResult = 'failing', probe = 'agent', tookMs = 1000) => ({
  service: 'sign-in',
  probe,
  tookMs,
  results: new Map(names.map((name, index) => [name, index < failing ? result : ('ok' as const)])),
});

/** What a sweep leads to, in words: `measured 3/10`, then `from -> to (because)`. */
function judged(
  state: ServiceState,
  failing: number,
  at: number,
  incident: string | null = null,
  service: Service = signIn,
): string[] {
  return judgeSweep(service, state, sweep(failing), at, incident).map((event) => {
    if (event.type === 'probe.swept')
      return `${event.data.measured} ${event.data.failing}/${event.data.total}`;
    if (event.type === 'service.changed') return `${event.data.from} -> ${event.data.to}`;
    return event.type;
  });
}

describe('outside incidents', () => {
  test('the first sweep says how the service is', () => {
    expect([0, 1, 4, 5, 10].map((failing) => judged(unknownService, failing, noon))).toEqual([
      ['healthy 0/10', 'unknown -> healthy'],
      ['degraded 1/10', 'unknown -> degraded'],
      ['degraded 4/10', 'unknown -> degraded'],
      ['down 5/10', 'unknown -> down'],
      ['down 10/10', 'unknown -> down'],
    ]);
  });
  test('a sweep that says nothing new yields no event', () => {
    const state = given(swept(seconds(0), 0), changed(seconds(0), 'unknown', 'healthy'));
    expect(judged(state, 0, seconds(15))).toEqual([]);
  });
  test('a sweep with another result for one endpoint is kept, with that endpoint only', () => {
    const state = given(swept(seconds(0), 4), changed(seconds(0), 'unknown', 'degraded'));
    const [event] = judgeSweep(signIn, state, sweep(3), seconds(15), null);
    expect(event?.type === 'probe.swept' && event.data.changes).toEqual([['ws-4', 'ok']]);
  });
  test('a service that heals is healthy at once, because nobody declared anything', () => {
    const state = given(swept(seconds(0), 8), changed(seconds(0), 'healthy', 'down'));
    expect(judged(state, 0, seconds(15))).toEqual(['healthy 0/10', 'down -> healthy']);
  });
});

describe('what counts as failing', () => {
  test('everything but a clear ok, silence and a changed host key too, as long as a key is on file', () => {
    const results: SweepResult[] = ['failing', 'unreachable', 'login', 'silent', 'host-key'];
    const measured = results.map((result) => {
      const [event] = judgeSweep(signIn, unknownService, sweep(5, result), noon, null);
      return event?.type === 'probe.swept' && event.data.measured;
    });
    expect(measured).toEqual(['down', 'down', 'down', 'down', 'down']);
  });
  test('what an earlier version counted in another way is counted anew, once', () => {
    const [old] = judgeSweep(signIn, unknownService, sweep(1, 'host-key'), noon, null) as [NewEvent];
    const asBefore = {
      ...old,
      data: { ...old.data, failing: 0, unknown: 1, measured: 'healthy' },
    } as NewEvent;
    const before = [asBefore, changed(noon, 'unknown', 'degraded')];
    const anew = judgeSweep(signIn, given(...before), sweep(1, 'host-key'), seconds(15), null);
    const after = given(...before, ...anew);
    expect([
      given(...before).probes.agent?.unknown,
      anew.map(({ data }) => data),
      after.probes.agent?.unknown,
      judgeSweep(signIn, after, sweep(1, 'host-key'), seconds(30), null),
    ]).toEqual([1, [expect.objectContaining({ failing: 1, changes: [] })], undefined, []]);
  });
  test('exactly the share of a threshold crosses it, for every whole percentage and size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -1, max: 1 }),
        (percent, hundreds, more) => {
          const probe = { ...agentProbe, degradedAt: percent / 100, downAt: 2 };
          const measured = measure(probe, percent * hundreds + more, 100 * hundreds);
          return measured === (more >= 0 ? 'degraded' : 'healthy');
        },
      ),
      { numRuns: 1000 },
    );
  });
  test('7 of 100 endpoints reach a threshold of 7 %', () => {
    expect(measure({ ...agentProbe, degradedAt: 0.07 }, 7, 100)).toBe('degraded');
  });
  test('a sweep of nothing and a sweep of a probe that is not in the plan say nothing', () => {
    const nothing = { ...sweep(0), results: new Map() };
    const stranger = sweep(9, 'failing', 'stranger');
    expect([nothing, stranger].map((each) => judgeSweep(signIn, unknownService, each, noon, null))).toEqual([
      [],
      [],
    ]);
  });
});

describe('several probes', () => {
  const login = { ...agentProbe, id: 'login' };
  const both = { ...signIn, probes: [agentProbe, login] };
  test('the worst probe decides', () => {
    const state = given(swept(seconds(0), 8), changed(seconds(0), 'healthy', 'down'));
    const [, event] = judgeSweep(both, state, sweep(0, 'ok', 'login'), seconds(1), null);
    expect(event).toBeUndefined();
  });
  test('a probe that was taken out of the plan no longer holds its service down', () => {
    const state = given(swept(seconds(0), 8), changed(seconds(0), 'healthy', 'down'));
    const renamed = { ...signIn, probes: [login] };
    const [, event] = judgeSweep(renamed, state, sweep(0, 'ok', 'login'), seconds(15), null);
    expect(event?.type === 'service.changed' && event.data.to).toBe('healthy');
  });
});
