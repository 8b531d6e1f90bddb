import { expect, test } from 'vitest';
import { keepTrying } from '../../src/app/keep-trying';
import type { Outcome } from '../../src/domain/run/outcome';
import { denied, failed, ok, unknown, unreachable } from '../helpers/scripted-transport';

/** Answers one after the other; the last one is given again and again. */
function tries(...answers: readonly Outcome[]) {
  const stopping = new AbortController();
  let many = 0;
  const once = async (): Promise<Outcome> => {
    const answer = answers[Math.min(many, answers.length - 1)] ?? failed;
    many += 1;
    return answer;
  };
  return { stopping, once, count: () => many };
}

const patient = { everyMs: 1, forMs: 60_000 };

test('an endpoint that is gone while it starts anew is tried again', async () => {
  const { stopping, once, count } = tries(failed, unreachable, unknown, ok);
  expect([await keepTrying({ ...patient, signal: stopping.signal }, once), count()]).toEqual([
    { ...ok, tookMs: expect.any(Number) },
    4,
  ]);
});

test('a refused login is not tried again', async () => {
  const { stopping, once, count } = tries(failed, denied, ok);
  expect([await keepTrying({ ...patient, signal: stopping.signal }, once), count()]).toEqual([denied, 2]);
});

test('one that stays out of reach to the end is unreachable, not timed out', async () => {
  const { stopping, once } = tries(unreachable);
  const end = await keepTrying({ everyMs: 5, forMs: 20, signal: stopping.signal }, once);
  expect(end.state).toBe('unreachable');
});

test('a stop ends the waiting between two tries', async () => {
  const { stopping, once, count } = tries(failed);
  const ended = keepTrying({ everyMs: 3_600_000, forMs: 86_400_000, signal: stopping.signal }, async () => {
    setImmediate(() => stopping.abort());
    return once();
  });
  const left = { state: 'unknown', cause: 'ConsoleStopped', output: 'output' in failed ? failed.output : '' };
  expect([await ended, count()]).toEqual([{ ...left, tookMs: expect.any(Number) }, 1]);
});

test('a stop before the first try leaves is known as never sent', async () => {
  const cancelled: Outcome = { state: 'cancelled', tookMs: 0 };
  const { stopping, once } = tries(cancelled);
  expect(await keepTrying({ ...patient, signal: stopping.signal }, once)).toEqual(cancelled);
});

test('a stop leaves a try alone that does not end, and the next one never leaves', async () => {
  const stopping = new AbortController();
  let many = 0;
  const hanging = (): Promise<Outcome> => {
    many += 1;
    setImmediate(() => stopping.abort());
    return new Promise(() => {});
  };
  const { state } = await keepTrying({ ...patient, signal: stopping.signal }, hanging);
  expect([state, many]).toEqual(['unknown', 1]);
});
