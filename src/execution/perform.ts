import { setMaxListeners } from 'node:events';
import { cleanText } from './clean-output';
import { connectionLost, type Ending } from './ending';
import { type RunLimits, runCommand } from './run-command';
import type { Command, Heard, Target, Whole } from './transport';
import type { WarmConnections } from './warm-connections';

type Work = {
  readonly target: Target;
  readonly command: Command;
  readonly limits: RunLimits;
  readonly signal?: AbortSignal | undefined;
};

/** One command on one target over a kept or a new connection. Never rejects. */
export async function performOn(connections: WarmConnections, work: Work): Promise<Heard> {
  const startedAt = performance.now();
  // One signal stops a whole run, so thousands of listeners are no leak; Node 18 would warn from eleven on.
  if (work.signal) setMaxListeners(0, work.signal);
  let ending: Ending & { readonly whole?: Whole | undefined };
  try {
    ending = await attempt(connections, work);
  } catch (error) {
    // A bug. Whether the command left is not known here, so the answer must not invite anyone to repeat it.
    ending = connectionLost('', `internal error: ${cleanText(String(error))}`);
  }
  return { ...ending, tookMs: Math.round(performance.now() - startedAt) };
}

async function attempt(
  connections: WarmConnections,
  work: Work,
): Promise<Ending & { readonly whole?: Whole | undefined }> {
  const { target, command, limits, signal } = work;
  if (target.hostKeys.length === 0) {
    const words = `No host key is on file for ${target.name}; nothing was sent`;
    return { state: 'denied', cause: 'HostKeyUnknown', output: words };
  }
  for (let isRetry = false; ; isRetry = true) {
    const lease = await connections.lease(target, signal);
    if ('state' in lease) return lease;
    const end = await runCommand(lease.connection, command, limits, signal);
    lease.release();
    const mayRetry = !end.sent && end.ending.state !== 'cancelled' && lease.isReused && !isRetry;
    if (!mayRetry) return 'whole' in end ? { ...end.ending, whole: end.whole } : end.ending;
  }
}
