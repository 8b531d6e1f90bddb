import { connect } from 'node:net';
import { connectFailure } from './connect-failure';
import type { UnreachableCause } from './ending';

/**
 * Opens one TCP connection, says nothing and closes it: why that cannot be done, or null when it can. Never rejects.
 * @param timeoutMs for the whole of it, the look-up of a name included
 */
export function knock(
  { address, port }: { readonly address: string; readonly port: number },
  timeoutMs: number,
): Promise<UnreachableCause | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (cause: UnreachableCause | null): void => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(cause);
    };
    const deadline = setTimeout(end, timeoutMs, 'ConnectTimeout');
    socket.once('connect', () => end(null));
    // For its whole life: an error after the end must not end the process.
    socket.on('error', (error) => {
      const failure = connectFailure(error);
      end(failure.state === 'unreachable' ? failure.cause : 'HandshakeFailed');
    });
  });
}
