import { setMaxListeners } from 'node:events';
import type { NotSent } from './ending';
import type { NotWarmed, Warm, Warmed } from './transport';
import type { WarmConnections } from './warm-connections';

/**
 * Connections opened at the same time on behalf of nobody: well below the handshake slots, so that whoever has a
 * command to send is never more than these few behind.
 */
const openAtOnce = 8;

/** Opens and keeps connections, or lets go of them. See `Transport.warm`. Never rejects. */
export async function warmUp(
  connections: WarmConnections,
  { targets, keepMs }: Warm,
  signal?: AbortSignal,
): Promise<Warmed> {
  const failed: NotWarmed[] = [];
  let connected = 0;
  if (keepMs <= 0) {
    for (const target of targets) connections.letGo(target);
    return { connected, failed };
  }
  if (signal) setMaxListeners(0, signal);
  const queue = targets.values();
  const work = async (): Promise<void> => {
    for (const target of queue) {
      if (signal?.aborted) return;
      const { name, hostKeys } = target;
      if (hostKeys.length === 0) {
        failed.push({ name, because: 'no host key is on file' });
        continue;
      }
      const lease = await connections.lease(target, signal);
      if (!('state' in lease)) {
        // What was open may have been lost a moment ago; the next call opens it anew.
        if (lease.connection.isUsable()) connected += 1;
        else failed.push({ name, because: lease.connection.lostWhy() ?? 'it takes no further command' });
        lease.release(keepMs);
      } else if (lease.state !== 'cancelled')
        failed.push({ name, because: wordsOf(lease), ...refusalIn(lease) });
    }
  };
  await Promise.all(Array.from({ length: openAtOnce }, work));
  return { connected, failed };
}

const wordsOf = (end: Exclude<NotSent, { state: 'cancelled' }>): string => end.output || end.cause;

const refusalIn = (end: NotSent): { isLoginRefused?: true } =>
  end.state === 'denied' && end.cause === 'AuthenticationFailure' ? { isLoginRefused: true } : {};
