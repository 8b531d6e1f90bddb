import { expect, test } from 'vitest';
import { createTurns } from '../../src/signals/receiver/turns';

test('what was asked for at once is done in order, and other work comes in between', async () => {
  const turn = createTurns();
  let order = '';
  let isOver = false;
  const other = (): void => {
    order += '.';
    if (!isOver) setImmediate(other);
  };
  setImmediate(other);
  await Promise.all(['a', 'b', 'c'].map((name) => turn().then(() => (order += name))));
  isOver = true;
  expect(order).toMatch(/^\.+a\.+b\.+c/);
});
