import { cleanText } from './clean-output';
import { type NotSent, unreachable } from './ending';

const noSuchHost = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NONAME',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
]);

/** What a failed connection attempt was, from the first error ssh2 or the socket reported (none: it just closed). */
export function connectFailure(error: Error | undefined): NotSent {
  if (error === undefined)
    return unreachable('HandshakeFailed', 'The endpoint closed the connection during the handshake');
  const code: unknown = Reflect.get(error, 'code');
  // A host with several addresses fails with a list of errors, which has a code but no words.
  const words =
    cleanText(error.message) || (typeof code === 'string' ? code : 'The connection could not be set up');
  if (Reflect.get(error, 'level') === 'client-authentication') {
    return { state: 'denied', cause: 'AuthenticationFailure', output: words };
  }
  if (code === 'ECONNREFUSED') return unreachable('ConnectRefused', words);
  if (code === 'ETIMEDOUT') return unreachable('ConnectTimeout', words);
  if (typeof code === 'string' && noSuchHost.has(code)) return unreachable('HostNotFound', words);
  return unreachable('HandshakeFailed', words);
}
