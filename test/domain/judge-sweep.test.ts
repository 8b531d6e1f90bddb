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
  test('everything but a clear ok, silence too, as long as it was asked', () => {
    const results: SweepResult[] = ['failing', 'unreachable', 'login', 'silent'];
    const measured = results.map((result) => {
      const [event] = judgeSweep(signIn, unknownService, sweep(5, result), noon, null);
      return event?.type === 'probe.swept' && event.data.measured;
    });
    expect(measured).toEqual(['down', 'down', 'down', 'down']);
  });
  test('whoever shows no host key on file was not asked: not failing, and not well either', () => {
    const seen = [1, 4, 5, 10].map((many) =>
      judgeSweep(signIn, unknownService, sweep(many, 'host-key'), noon, null).map(({ data }) => {
        const { measured, failing, unknown, to, because } = data as Record<string, unknown>;
        return measured === undefined ? [to, because] : [measured, failing, unknown];
      }),
    );
    const why = (many: number) =>
      `probe agent could not ask ${many} of 10: their host keys are not those on file`;
    expect(seen).toEqual([
      [
        ['healthy', 0, 1],
        ['healthy', 'probe agent says healthy'],
      ],
      [
        ['healthy', 0, 4],
        ['healthy', 'probe agent says healthy'],
      ],
      [['unknown', 0, 5]],
      [['unknown', 0, 10]],
    ]);
    const healthy = given(swept(seconds(0), 0), changed(seconds(0), 'unknown', 'healthy'));
    const [, lost] = judgeSweep(signIn, healthy, sweep(10, 'host-key'), noon, null);
    expect(lost?.data).toMatchObject({ from: 'healthy', to: 'unknown', because: why(10) });
  });
  test('what an earlier version counted as failing is counted anew, once', () => {
    const [old] = judgeSweep(signIn, unknownService, sweep(1, 'host-key'), noon, null) as [NewEvent];
    const { unknown: _told, ...told } = old.data as { unknown: number; failing: number };
    const asBefore = { ...old, data: { ...told, failing: 1 } } as NewEvent;
    const before = given(asBefore, changed(noon, 'unknown', 'healthy'));
    const [anew, ...more] = judgeSweep(signIn, before, sweep(1, 'host-key'), seconds(15), null);
    const after = given(asBefore, changed(noon, 'unknown', 'healthy'), anew as NewEvent);
    expect([
      before.probes.agent?.failing,
      anew?.data,
      more,
      judgeSweep(signIn, after, sweep(1, 'host-key'), seconds(30), null),
    ]).toEqual([1, expect.objectContaining({ failing: 0, unknown: 1, changes: [] }), [], []]);
  });
  test('the share is that of those who were asked, and what is certain counts even where they are few', () => {
    const by = (failing: number, unknown: number) => measure(agentProbe, failing, 10, unknown);
    expect([by(3, 4), by(2, 4), by(1, 6), by(0, 6), by(5, 5), by(4, 5)]).toEqual([
      // 3 of 6, 2 of 6; then of all ten, because those not asked would be enough to make it down.
      ...['down', 'degraded', 'degraded', 'unknown', 'down', 'degraded'],
    ]);
  });
  test('what cannot be judged neither ends a disruption of an incident nor proves a restoration', () => {
    const down = given(swept(seconds(0), 8), changed(seconds(0), 'healthy', 'down'));
    const to = (state: ServiceState, incident: string | null) =>
      judgeSweep(signIn, state, sweep(10, 'host-key'), seconds(15), incident).flatMap(({ type, data }) =>
        type === 'service.changed' ? [(data as { to: string }).to] : [],
      );
    const restored = given(swept(seconds(0), 8), changed(seconds(1), 'down', 'restored'));
    const after = restored.probes.agent;
    expect([to(down, 'INC-0001'), to(down, null), to(restored, 'INC-0001'), after?.goodSweeps]).toEqual([
      [],
      ['unknown'],
      [],
      0,
    ]);
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
