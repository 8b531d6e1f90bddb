import { expect, test } from 'vitest';
import { createSlots } from '../../src/execution/handshake-slots';

const never = new AbortController().signal;

test('slots are given in the order they were asked for, never more than there are', async () => {
  const slots = createSlots(2);
  const log: string[] = [];
  const first = await slots.take(never);
  await slots.take(never);
  const third = slots.take(never).then((release) => log.push('third') && release);
  const fourth = slots.take(never).then(() => log.push('fourth'));
  await Promise.resolve();
  expect(log).toEqual([]);
  first?.();
  first?.();
  const release = await third;
  expect(log).toEqual(['third']);
  if (typeof release === 'function') release();
  await fourth;
  expect(log).toEqual(['third', 'fourth']);
});

test('whoever gives up waiting leaves the queue and takes no slot', async () => {
  const slots = createSlots(1);
  const stop = new AbortController();
  const first = await slots.take(never);
  const second = slots.take(stop.signal);
  const third = slots.take(never);
  stop.abort();
  expect(await second).toBeUndefined();
  first?.();
  expect(await third).toBeTypeOf('function');
  expect(await slots.take(AbortSignal.abort())).toBeUndefined();
});
