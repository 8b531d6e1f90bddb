import { describe, expect, test } from 'vitest';
import { firstPace, nextPace, type Pace } from '../../renderer/command/throughput';
import type { EndpointState } from '../../src/domain/run/outcome';
import type { Run } from '../../src/domain/run/run-state';

const began = 1_000_000;
const lookMs = 500;

/** A run as the pace sees it: `done` of `total` have ended. */
function runAt(done: number, { total = 2005, wave = 1, waves = [5, 400, 1600], ...rest } = {}): Run {
  const states = (index: number): EndpointState => (index < done ? 'ok' : 'pending');
  const entries = Array.from({ length: total }, (_, index) => ({ endpoint: `ws-${index}` }));
  const endpoints = Object.fromEntries(
    entries.map(({ endpoint }, index) => [endpoint, { step: null, state: states(index), outcome: null }]),
  );
  const open = { result: null, stopRequestedAt: null, haltedBecause: null };
  return { startedAt: began, wave, waves, ...open, manifest: { entries }, endpoints, ...rest } as never;
}

/** Looks twice a second at a run that has ended on so many each time. */
function watch(done: readonly number[], of?: Parameters<typeof runAt>[1]): Pace[] {
  const paces: Pace[] = [];
  for (const [index, count] of done.entries()) {
    const run = runAt(count, of);
    paces.push(nextPace(paces.at(-1) ?? firstPace(run), run, began + (index + 1) * lookMs));
  }
  return paces;
}

describe('the time left', () => {
  test('at an even rate is what is left at that rate', () => {
    const last = watch(Array.from({ length: 10 }, (_, index) => (index + 1) * 100)).at(-1);
    expect([Math.round(last?.perSecond ?? 0), Math.round((last?.leftMs ?? 0) / 100)]).toEqual([200, 50]);
  });

  test('is not foretold in the canary, nor from what the canary took', () => {
    const canary = watch([0, 1, 2, 5], { wave: 0 });
    const run = runAt(205);
    const after = [1, 2, 3, 4].reduce((pace, index) => {
      const now = runAt(5 + index * 100);
      return nextPace(pace, now, began + (4 + index) * lookMs);
    }, canary.at(-1) ?? firstPace(run));
    expect([canary.map(({ leftMs }) => leftMs), Math.round((after.leftMs ?? 0) / 1000)]).toEqual([
      [null, null, null, null],
      8,
    ]);
  });

  test('does not jump when a wave drains and the next one begins', () => {
    // Five waves of 400: 100 end at each look, then come two looks in which only the slowest end.
    const wave = [100, 200, 300, 395, 398, 400];
    const looks = [0, 1, 2, 3, 4].flatMap((index) => wave.map((done) => index * 400 + done));
    const left = watch(looks).flatMap(({ leftMs }) => leftMs ?? []);
    const jumps = left.slice(1).map((each, index) => each - ((left[index] ?? 0) - lookMs));
    console.log(left, jumps);
    expect(Math.max(...jumps.map(Math.abs))).toBeLessThan(1500);
    expect(left.length).toBe(looks.length - 2);
  });

  test('counts nobody who was excluded and nobody twice', () => {
    const all = watch([100, 200, 300, 400], { total: 400, waves: [400], wave: 0 });
    expect(all.at(-1)?.leftMs).toBeLessThan(500);
  });

  test.each([{ stopRequestedAt: began }, { haltedBecause: 'the budget is used up' }, { result: 'stopped' }])(
    'is not said of a run that ends before its work is done: %o',
    (rest) => {
      const before = watch([100, 200, 300, 400]).at(-1);
      const run = runAt(500, rest as never);
      expect(before && nextPace(before, run, began + 5 * lookMs).leftMs).toBeNull();
    },
  );

  test('is not foretold while nothing ends', () => {
    expect(watch([0, 0, 0, 0, 0, 0]).map(({ leftMs }) => leftMs)).toEqual(Array(6).fill(null));
  });
});
