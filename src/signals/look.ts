import type { Look } from '../domain/service/service';
import { lookDns } from './look/dns';
import { lookHttp } from './look/http';
import type { LookOptions, Seen } from './look/seen';
import { lookTcp } from './look/tcp';
import { lookTls } from './look/tls';
import { wordsOfError } from './look/words-of-error';

/** A look that the console does by itself; `ssh` is done by the transport. */
export type OwnLook = Exclude<Look, { readonly by: 'ssh' }>;

/**
 * Looks once and says what it saw. Never rejects and settles once: at the latest after `timeoutMs`, at once when
 * `signal` aborts (then `silent`). Nothing stays open behind it.
 *
 * @param address asked in place of the look's own host, where the look has none
 */
export async function look(
  what: OwnLook,
  address: string | null,
  timeoutMs: number,
  signal?: AbortSignal,
  options: LookOptions = {},
): Promise<Seen> {
  const within = { timeoutMs, signal };
  try {
    switch (what.by) {
      case 'tcp': {
        const host = what.host ?? address;
        if (host === null) return { result: 'failing', because: 'the probe names no host to connect to' };
        return await lookTcp({ host, port: what.port }, within);
      }
      case 'http':
        return await lookHttp(what, within, options);
      case 'tls':
        return await lookTls(what, within, options);
      case 'dns':
        return await lookDns(what, within);
    }
  } catch (error) {
    // What the plan reader let through and Node cannot take, such as a port of 70,000.
    return wordsOfError(error);
  }
}
