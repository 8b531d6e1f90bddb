import { connect } from 'node:net';
import { lookupName } from './name-lookup';
import { oneLook, type Seen, type Within } from './seen';
import { wordsOfError } from './words-of-error';

/** Good as soon as the connection stands; it is closed at once and nothing is sent. */
export function lookTcp(
  { host, port }: { readonly host: string; readonly port: number },
  within: Within,
): Promise<Seen> {
  return oneLook(within, (end) => {
    const socket = connect({ host, port, lookup: lookupName });
    socket.once('connect', () => end({ result: 'ok', because: 'it accepts connections' }));
    socket.on('error', (error) => end(wordsOfError(error)));
    return () => socket.destroy();
  });
}
