import type { Probe } from './service';

/** Looks that must be missed in a row before it is silence rather than a slow look. */
const missedLooks = 2;

/**
 * Whether a probe has not reported for longer than it may: two looks that were due have not come back, the last
 * one with its whole time limit. Silence is a signal.
 *
 * @param lastLookedAt when its last sweep ended (Unix ms); null = never
 * @param startedAt when watching began: nobody is silent before they could have spoken
 */
export function isSilent(
  probe: Pick<Probe, 'everyMs' | 'timeoutMs'>,
  lastLookedAt: number | null,
  startedAt: number,
  at: number,
): boolean {
  const since = Math.max(lastLookedAt ?? startedAt, startedAt);
  return at - since > missedLooks * probe.everyMs + probe.timeoutMs;
}
