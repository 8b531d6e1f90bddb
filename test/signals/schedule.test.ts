import { expect, test } from 'vitest';
import { every } from '../../src/signals/schedule';
import { fakeClock } from '../helpers/fake-clock';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A schedule whose looks a test ends by hand. */
function scheduled(everyMs: number, firstAfterMs: number, earlyMs = 0) {
  const clock = fakeClock(0, earlyMs);
  const began: number[] = [];
  let end = (): void => {};
  const schedule = every(clock, everyMs, firstAfterMs, () => {
    began.push(clock.elapsed());
    return new Promise<void>((resolve) => {
      end = resolve;
    });
  });
  const finish = async (): Promise<void> => {
    end();
    await turn();
  };
  return { clock, began, schedule, finish };
}

test('looks on a grid counted from the start, whatever each look takes', async () => {
  const { clock, began, finish } = scheduled(1000, 200);
  for (const ms of [200, 900, 100, 300, 700]) {
    clock.advance(ms);
    await finish();
  }
  expect(began).toEqual([200, 1200, 2200]);
});

test('ticks during a look are skipped; looks of one schedule never overlap', async () => {
  const { clock, began, finish } = scheduled(1000, 0);
  clock.advance(3500);
  await finish();
  clock.advance(500);
  expect(began).toEqual([0, 4000]);
});

test('a look that is asked for comes at once, or once after the one under way', async () => {
  const { clock, began, schedule, finish } = scheduled(1000, 0);
  clock.advance(100);
  schedule.now();
  schedule.now();
  await finish();
  const joined = [...began];
  await finish();
  schedule.now();
  expect([joined, began]).toEqual([
    [0, 100],
    [0, 100, 100],
  ]);
});

test('nothing begins after a stop, and no timer stays behind', async () => {
  const { clock, began, schedule, finish } = scheduled(1000, 0);
  clock.advance(100);
  schedule.now();
  schedule.stop();
  await finish();
  schedule.now();
  clock.advance(10_000);
  expect([began, clock.waiting()]).toEqual([[0], 0]);
});

test('a timer that fires a little early makes no second look', async () => {
  const { clock, began, finish } = scheduled(1000, 0, 1);
  for (let left = 30; left > 0; left -= 1) {
    clock.advance(100);
    await finish();
  }
  expect(began.length).toBe(4);
});
