import { useEffect, useRef } from 'react';
import type { Activation } from '../../src/domain/authority/activation';
import { useSecondsUntil } from '../ui/countdown';
import { toneAt } from './countdown-tones';
import { playTone } from './play-tone';

/** Sounds the countdown of an activation while it is armed and not muted. */
export function useCountdownTones(activation: Activation | null, muted: boolean): void {
  const id = activation?.id ?? null;
  const left = useSecondsUntil(activation?.startsAt ?? null);
  const heard = useRef<string | null>(null);
  const isMuted = useRef(muted);
  isMuted.current = muted;
  useEffect(() => {
    const first = heard.current !== id;
    heard.current = id;
    if (id === null || left === null) return;
    const tone = toneAt(left, first);
    if (tone && !isMuted.current) playTone(tone);
  }, [id, left]);
}
