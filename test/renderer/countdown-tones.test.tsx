// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toneAt } from '../../renderer/sound/countdown-tones';
import { useCountdownTones } from '../../renderer/sound/use-countdown-tones';
import { asCountdown, secondsUntil } from '../../renderer/ui/countdown';
import type { Activation } from '../../src/domain/authority/activation';

const heard: number[] = [];
class SilentAudio {
  readonly state = 'running';
  readonly currentTime = 0;
  readonly destination = {};
  createOscillator() {
    heard.push(Date.now());
    return { frequency: { value: 0 }, connect: (next: unknown) => next, start() {}, stop() {} };
  }
  createGain() {
    const gain = { setValueAtTime() {}, linearRampToValueAtTime() {} };
    return { gain, connect: (next: unknown) => next };
  }
}

const activation = { id: 'T1', startsAt: 45_000 } as Activation;
function Sounds({ muted }: { readonly muted: boolean }) {
  useCountdownTones(activation, muted);
  return null;
}

/** Second by second, because a window draws in between. */
function pass(seconds: number): void {
  for (let second = 0; second < seconds; second += 1) act(() => vi.advanceTimersByTime(1000));
}

beforeEach(() => {
  heard.length = 0;
  vi.useFakeTimers({ now: 0 });
  vi.stubGlobal('AudioContext', SilentAudio);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('tones of a countdown', () => {
  it('beep three times at arming, once every ten seconds, and every second of the last five', () => {
    render(<Sounds muted={false} />);
    pass(60);
    expect(heard.map((at) => 45 - at / 1000)).toEqual([45, 45, 45, 40, 30, 20, 10, 5, 4, 3, 2, 1]);
  });

  it('are silent while muted, and go on when sound is turned on again', () => {
    const { rerender } = render(<Sounds muted />);
    pass(33);
    expect(heard).toEqual([]);
    rerender(<Sounds muted={false} />);
    pass(8);
    expect(heard.map((at) => 45 - at / 1000)).toEqual([10, 5, 4]);
  });

  it('say at once that it is nearly over when the countdown is first seen in its last seconds', () => {
    expect([toneAt(3, true), toneAt(0, false), toneAt(17, false)]).toEqual(['last', null, null]);
  });
});

describe('seconds of a countdown', () => {
  it('are rounded up, so that 0 never shows while there is time to veto', () => {
    expect([
      secondsUntil(45_000, 44_999),
      secondsUntil(45_000, 45_000),
      secondsUntil(45_000, 99_000),
    ]).toEqual([1, 0, 0]);
  });

  it('read as minutes and seconds', () => {
    expect([asCountdown(41), asCountdown(725)]).toEqual(['0:41', '12:05']);
  });
});
