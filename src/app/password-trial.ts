import { setMaxListeners } from 'node:events';
import { createSlots, type ReleaseSlot } from '../execution/handshake-slots';
import type { Target, Transport, Warmed } from '../execution/transport';

/** Refusals of a password that nobody has taken yet; also how many endpoints hear it at a time until then. */
export const mostRefusals = 3;

export const givenUp = `the password was refused ${mostRefusals} times and taken nowhere, and no other endpoint hears it, because accounts are locked after a few wrong ones`;

/**
 * A password that is wrong, said to a whole fleet at once, locks accounts everywhere. So it is tried on a few endpoints
 * first, and nobody else hears it before one of them has taken it; when it is refused three times and taken nowhere, it
 * is given up: every other endpoint answers that the login is refused, and a run is halted by its budget.
 * @param inner keeps connections, and never says the password twice to whoever refused it
 * @param onGivenUp called once
 */
export function onTrial(inner: Transport, password: string, onGivenUp: () => void): Transport {
  const slots = createSlots(mostRefusals);
  const never = new AbortController().signal;
  setMaxListeners(0, never);
  const kept: ReleaseSlot[] = [];
  let refusals = 0;
  let isProven = false;
  const isGivenUp = (): boolean => !isProven && refusals >= mostRefusals;

  /** The words that keep a target from being worked on, or null. One that cannot be reached says so by itself. */
  const tried = async (target: Target, signal: AbortSignal): Promise<string | null> => {
    // A refusal that nobody has forgotten keeps its slot, so that never more than these hear a wrong password.
    const release: ReleaseSlot | undefined = await slots.take(signal);
    if (isProven || !release) {
      release?.();
      return null;
    }
    if (isGivenUp()) {
      release();
      return givenUp;
    }
    const end = await inner.warm?.({ targets: [target], keepMs: trialKeepMs }, signal);
    const refusal = end?.failed.find(({ isLoginRefused }) => isLoginRefused)?.because ?? null;
    if (end?.connected === 1) isProven = true;
    if (refusal === null) {
      release();
      return null;
    }
    refusals += 1;
    if (isGivenUp()) onGivenUp();
    // Now nobody may be left waiting for a slot; before, the slot stays taken.
    if (isGivenUp() || isProven) for (const free of [...kept.splice(0), release]) free();
    else kept.push(release);
    return refusal;
  };

  return {
    async perform(target, command, signal) {
      const because = isProven ? null : isGivenUp() ? givenUp : await tried(target, signal ?? never);
      if (because !== null)
        return { state: 'denied', cause: 'AuthenticationFailure', output: because, tookMs: 0 };
      return inner.perform(target, { ...command, secrets: [...(command.secrets ?? []), password] }, signal);
    },
    async warm(warm, signal) {
      const none: Warmed = { connected: 0, failed: [] };
      if (warm.keepMs > 0)
        for (const target of warm.targets) {
          if (isProven || isGivenUp() || signal?.aborted) break;
          await tried(target, signal ?? never);
        }
      if (warm.keepMs > 0 && isGivenUp())
        return { ...none, failed: warm.targets.map(({ name }) => ({ name, because: givenUp })) };
      return inner.warm?.(warm, signal) ?? none;
    },
    close: () => inner.close(),
  };
}

/** So long a connection that the trial opened waits for the command it was opened for. */
const trialKeepMs = 60_000;
