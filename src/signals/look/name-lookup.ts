import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Answer = { readonly error: NodeJS.ErrnoException | null; readonly addresses: LookupAddress[] };

/** Questions that the system has not answered yet, by what was asked. */
const pending = new Map<string, Promise<Answer>>();

/**
 * Looks up a name as the system does, but asks about the same name only once at a time. A lookup cannot be called
 * off, and while name servers are down each takes many seconds of the few threads there are: without this, the
 * looks of an hour would queue up in front of everyone else's names.
 */
export const lookupName: LookupFunction = (hostname, options, callback) => {
  void ask(hostname, options).then(({ error, addresses }) => {
    const first = addresses[0];
    if (error || !first) callback(error ?? notFound(hostname), '');
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function ask(hostname: string, { family, hints }: LookupOptions): Promise<Answer> {
  const key = `${hostname} ${family ?? 0} ${hints ?? 0}`;
  const asked = pending.get(key);
  if (asked) return asked;
  const answer = new Promise<Answer>((resolve) => {
    lookup(
      hostname,
      { ...(family ? { family } : {}), ...(hints ? { hints } : {}), all: true },
      (error, addresses) => {
        pending.delete(key);
        resolve({ error, addresses: addresses ?? [] });
      },
    );
  });
  pending.set(key, answer);
  return answer;
}

const notFound = (hostname: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${hostname} is not known`), { code: 'ENOTFOUND' });
