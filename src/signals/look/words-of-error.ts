import { oneLine } from '../../domain/plain-text';
import type { Seen } from './seen';

/** What a person can make of the codes that networks fail with. */
const known: Readonly<Record<string, Seen>> = {
  ECONNREFUSED: { result: 'failing', because: 'connection refused: nothing listens there' },
  ECONNRESET: { result: 'failing', because: 'the connection was cut by the other side' },
  EPIPE: { result: 'failing', because: 'the connection was cut by the other side' },
  EHOSTUNREACH: { result: 'unreachable', because: 'no route to the host' },
  EHOSTDOWN: { result: 'unreachable', because: 'the host is down' },
  ENETUNREACH: { result: 'unreachable', because: 'no route to its network' },
  ENETDOWN: { result: 'unreachable', because: 'this machine has no network' },
  EADDRNOTAVAIL: { result: 'unreachable', because: 'this machine has no address of its own there' },
  ETIMEDOUT: { result: 'silent', because: 'no answer' },
  ENOTFOUND: { result: 'unreachable', because: 'its name is not known' },
  EAI_AGAIN: { result: 'unreachable', because: 'its name cannot be looked up now' },
  EAI_FAIL: { result: 'unreachable', because: 'its name cannot be looked up now' },
  EPROTO: { result: 'failing', because: 'it does not speak TLS there' },
  ERR_SSL_WRONG_VERSION_NUMBER: { result: 'failing', because: 'it does not speak TLS there' },
};

/** What an error on the way to a place says of it. Unknown errors are `failing` with their own words. */
export function wordsOfError(error: unknown): Seen {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string' && Object.hasOwn(known, code)) return known[code] as Seen;
  const words = oneLine(typeof message === 'string' ? message : '', 300);
  return { result: 'failing', because: words || 'it failed without a word' };
}
