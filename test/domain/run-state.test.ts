import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import type { Outcome } from '../../src/domain/run/outcome';
import { countStates, neverSent, type Run } from '../../src/domain/run/run-state';
import { hospital, seconds } from '../helpers/hospital';
import { done, outage, started } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const run = 'RUN-0001';
const names = hospital.endpoints.map((each) => each.name);
const runAfter = (...events: NewEvent[]): Run => worldOf([...started, ...events]).runs[run] as Run;

const sending = (step: string, ...endpoints: string[]) =>
  happened(seconds(41), 'run.sending', { run, step, endpoints });
const settled = (step: string, outcome: Outcome, ...endpoints: string[]) =>
  happened(seconds(42), 'run.settled', {
    run,
    outcomes: endpoints.map((endpoint) => ({ endpoint, step, outcome })),
  });
const said = { output: 'x', tookMs: 1 };
const ok: Outcome = { state: 'ok', exitCode: 0, ...said };
const failed: Outcome = { state: 'failed', cause: 'NonZeroExit', exitCode: 1, ...said };
const cancelled: Outcome = { state: 'cancelled', tookMs: 0 };
const outcomes: readonly Outcome[] = [
  ok,
  failed,
  cancelled,
  { state: 'unreachable', cause: 'ConnectTimeout', ...said },
  { state: 'denied', cause: 'HostKeyMismatch', ...said },
  { state: 'timed-out', cause: 'CommandTimeout', ...said },
  { state: 'unknown', cause: 'ConnectionLost', ...said },
];
/** The counts that are not zero. */
const counted = (state: Run) =>
  Object.fromEntries(Object.entries(countStates(state)).filter(([, n]) => n > 0));

test('a run that was started has sent nothing to anyone', () => {
  const state = runAfter();
  expect([counted(state), neverSent(state), state.wave, state.result]).toEqual([
    { pending: 10 },
    10,
    -1,
    null,
  ]);
});

test('from intent to end an endpoint is sending', () => {
  expect(counted(runAfter(sending('restart', 'ws-1', 'ws-2')))).toEqual({ pending: 8, sending: 2 });
});

test('between two steps an endpoint is pending, but not never sent', () => {
  const state = runAfter(...done(seconds(41), 'restart', ['ws-1', 'ws-2']));
  expect([counted(state), neverSent(state), state.endpoints['ws-1']?.step]).toEqual([
    { pending: 10 },
    8,
    'restart',
  ]);
});

test('an endpoint is ok only after its last step', () => {
  const state = runAfter(...done(seconds(41), 'restart', ['ws-1']), ...done(seconds(43), 'check', ['ws-1']));
  expect(counted(state)).toEqual({ pending: 9, ok: 1 });
});

test('a failed first step is the end of that endpoint', () => {
  expect(counted(runAfter(sending('restart', 'ws-1'), settled('restart', failed, 'ws-1')))).toEqual({
    pending: 9,
    failed: 1,
  });
});

test('withdrawn before the first step was never sent; withdrawn before a later step was', () => {
  const first = [sending('restart', 'ws-1'), settled('restart', cancelled, 'ws-1')];
  const later = [
    ...done(seconds(41), 'restart', ['ws-2']),
    sending('check', 'ws-2'),
    settled('check', cancelled, 'ws-2'),
  ];
  const state = runAfter(...first, ...later);
  expect([counted(state), neverSent(state)]).toEqual([{ pending: 8, cancelled: 2 }, 9]);
});

test('an intent or an end for an endpoint outside the manifest does not enter the run', () => {
  const state = runAfter(
    sending('restart', 'db-1', '__proto__'),
    settled('restart', ok, 'db-1', 'constructor'),
  );
  expect([Object.keys(state.endpoints), counted(state)]).toEqual([names, { pending: 10 }]);
});

test('events of a run that was never started make none', () => {
  expect(worldOf([sending('restart', 'ws-1'), settled('restart', ok, 'ws-1')]).runs).toEqual({});
});

test('whatever happens, the counts sum to the size of the manifest and never sent only ever falls', () => {
  const step = fc.constantFrom('restart', 'check', 'no-such-step');
  const some = fc.uniqueArray(fc.constantFrom(...names, 'db-1'), { minLength: 1 });
  const event = fc.oneof(
    fc.tuple(step, some).map(([id, who]) => sending(id, ...who)),
    fc
      .tuple(step, fc.constantFrom(...outcomes), some)
      .map(([id, outcome, who]) => settled(id, outcome, ...who)),
    fc.nat(3).map((wave) => happened(seconds(41), 'run.wave-started', { run, wave, endpoints: 2 })),
    fc.constant(happened(seconds(50), 'run.stop-requested', { run, inFlight: 0, unsent: 0 })),
    fc.constant(happened(seconds(50), 'run.halted', { run, because: 'x' })),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const state = runAfter(...events);
      const sum = Object.values(countStates(state)).reduce((total, each) => total + each, 0);
      return sum === 10 && neverSent(state) <= 10 && neverSent(state) >= 0;
    }),
  );
});

test('a finished run keeps its result, its end and every outcome', () => {
  const state = worldOf(outage).runs[run] as Run;
  expect([counted(state), state.result, state.endedAt, state.wave, neverSent(state)]).toEqual([
    { ok: 10 },
    'completed',
    seconds(56),
    2,
    0,
  ]);
});

test('an endpoint with the most unlucky name is counted like any other', () => {
  const [begin] = started.filter((event) => event.type === 'run.started');
  if (begin?.type !== 'run.started') throw new Error('nothing was started');
  const [entry] = begin.data.manifest.entries;
  const manifest = { ...begin.data.manifest, entries: [{ ...entry, endpoint: '__proto__' }] };
  const named = { ...begin, data: { ...begin.data, manifest } } as NewEvent;
  const before = started.filter((event) => event.type !== 'run.started');
  const events = [sending('restart', '__proto__'), settled('restart', failed, '__proto__')];
  const folded = worldOf([...before, named, ...events]).runs[run] as Run;
  expect(counted(folded)).toEqual({ failed: 1 });
});
