// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { routeCallsTo } from '../../renderer/api';
import { useIdleLock } from '../../renderer/command/use-idle-lock';
import { resetScreen } from '../../renderer/screen';
import { useConsole } from '../../renderer/store';
import { emptyWorld } from '../../src/domain/world';
import type { Bridge } from '../../src/ipc/contract';
import { fixturePlan } from './fixture/plan';

const minute = 60_000;
const left: unknown[] = [];

function Watched() {
  useIdleLock();
  return null;
}

function watch(operator: string | null): void {
  const plan = { ...fixturePlan(), lockAfterMs: 10 * minute };
  const situation = { ...emptyWorld, operator };
  useConsole.setState({ plan: { plan, folder: null, problems: [] }, world: situation, situation });
  render(<Watched />);
}
const wait = (minutes: number) => act(() => vi.advanceTimersByTimeAsync(minutes * minute));

beforeEach(() => {
  left.length = 0;
  resetScreen();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const leave = async (input: unknown) => {
    left.push(input);
    return { ok: true, value: null };
  };
  routeCallsTo({ call: { 'operator.leave': leave } } as unknown as Bridge, () => {});
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('locks when nobody has touched the console for as long as the plan says', async () => {
  watch('maria.chen');
  await wait(9.9);
  expect(left).toEqual([]);
  await wait(0.2);
  expect(left).toEqual([{ because: 'idle' }]);
});

it.each(['pointerMove', 'pointerDown', 'keyDown', 'wheel'] as const)(
  'counts from the last %s',
  async (sign) => {
    watch('maria.chen');
    await wait(9);
    fireEvent[sign](document.body, { key: 'Shift' });
    await wait(9.9);
    expect(left).toEqual([]);
    await wait(0.2);
    expect(left).toEqual([{ because: 'idle' }]);
  },
);

it('has nothing to lock while nobody is signed in', async () => {
  watch(null);
  await wait(60);
  expect(left).toEqual([]);
});
