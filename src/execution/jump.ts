import { cleanText } from './clean-output';
import { connectFailure } from './connect-failure';
import { type NotSent, unreachable } from './ending';
import type { LiveConnection, Wire } from './live-connection';
import type { Target } from './transport';

/** The last hop before a target, which is reached over the hops before it; undefined when there is none. */
export function lastHopOf(target: Target): Target | undefined {
  const hops = target.jump ?? [];
  const last = hops.at(-1);
  return last && { ...last, jump: hops.slice(0, -1) };
}

/** Opens a way through a jump host to the target's address as the jump host sees it, or says why not. */
export function throughHop(
  hop: LiveConnection,
  { address, port }: Target,
  timeoutMs: number,
  abandoned: AbortSignal,
): Promise<Wire | NotSent> {
  return new Promise((resolve) => {
    let isOver = false;
    const settle = (result: Wire | NotSent): void => {
      isOver = true;
      clearTimeout(timer);
      stopListening();
      abandoned.removeEventListener('abort', onAbandon);
      resolve(result);
    };
    const onAbandon = (): void => settle({ state: 'cancelled' });
    const timer = setTimeout(
      () => settle(unreachable('ConnectTimeout', `The jump host opened no way within ${timeoutMs} ms`)),
      timeoutMs,
    );
    abandoned.addEventListener('abort', onAbandon, { once: true });
    const stopListening = hop.onLost((why) => settle(unreachable('HandshakeFailed', why)));
    try {
      hop.client.forwardOut('127.0.0.1', 0, address, port, (error, channel) => {
        if (isOver) channel?.destroy();
        else settle(error ? noWay(error) : channel);
      });
    } catch (error) {
      settle(connectFailure(error instanceof Error ? error : undefined));
    }
  });
}

/** OpenSSH hands on the words of its own system about why it could not connect. */
function noWay(error: Error): NotSent {
  const words = cleanText(error.message);
  if (/refused/i.test(words)) return unreachable('ConnectRefused', words);
  if (/timed out/i.test(words)) return unreachable('ConnectTimeout', words);
  if (/unknown host|not known|no route|unreachable|resolve/i.test(words))
    return unreachable('HostNotFound', words);
  return unreachable('HandshakeFailed', words);
}
