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
  const level: unknown = Reflect.get(error, 'level');
  if (level === 'client-authentication' || level === 'agent') {
    const output = level === 'agent' ? `SSH agent: ${words}` : words;
    return { state: 'denied', cause: 'AuthenticationFailure', output };
  }
  if (code === 'ECONNREFUSED') return unreachable('ConnectRefused', words);
  if (code === 'ETIMEDOUT') return unreachable('ConnectTimeout', words);
  if (typeof code === 'string' && noSuchHost.has(code)) return unreachable('HostNotFound', words);
  return unreachable('HandshakeFailed', words);
}

const passing = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE']);

/**
 * Whether trying again soon may well succeed: cut off before anyone said why, as by a server that has more logins
 * under way than it greets at a time. A refusal, a timeout or a wrong answer will be the same again.
 */
export function mayPass(error: Error | undefined): boolean {
  if (error === undefined) return true;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string') return passing.has(code);
  return (
    Reflect.get(error, 'level') === 'protocol' && /^Connection lost before handshake/.test(error.message)
  );
}
