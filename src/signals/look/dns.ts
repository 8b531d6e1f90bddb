import { promises } from 'node:dns';
import { isIP } from 'node:net';
import { oneLook, type Seen, type Within } from './seen';
import { wordsOfError } from './words-of-error';

type DnsLook = {
  readonly name: string;
  readonly server?: string | undefined;
  readonly expect?: string | undefined;
};

/** What name servers, and the lack of one, mean for a look. */
const known: Readonly<Record<string, Seen>> = {
  ENOTFOUND: { result: 'failing', because: 'the name does not exist there' },
  ENODATA: { result: 'failing', because: 'the name has no address' },
  ESERVFAIL: { result: 'failing', because: 'the name server could not answer' },
  EREFUSED: { result: 'failing', because: 'the name server refuses to answer' },
  ENOTIMP: { result: 'failing', because: 'the name server does not know the question' },
  EBADRESP: { result: 'failing', because: 'the name server answers nonsense' },
  EFORMERR: { result: 'failing', because: 'the name server did not understand the question' },
  ECONNREFUSED: { result: 'failing', because: 'no name server listens there' },
  ETIMEOUT: { result: 'silent', because: 'the name server does not answer' },
};

/**
 * Good when the name has an address, and `expect` is one of them where it is given. Asks `server`, or the name
 * servers of this machine; its hosts file is not asked.
 */
export function lookDns({ name, server, expect }: DnsLook, within: Within): Promise<Seen> {
  return oneLook(within, (end) => {
    // The deadline of the look counts; one question more at half of it makes up for a lost packet.
    const resolver = new promises.Resolver({
      timeout: Math.max(1, Math.ceil(within.timeoutMs / 2)),
      tries: 2,
    });
    if (server !== undefined) resolver.setServers([server]);
    const family = isIP(expect ?? '');
    const questions = [
      ...(family === 6 ? [] : [resolver.resolve4(name)]),
      ...(family === 4 ? [] : [resolver.resolve6(name)]),
    ];
    const answers: Answer[] = [];
    const heard = (answer: Answer): void => {
      answers.push(answer);
      const seen = judge(answers, expect);
      // A good answer need not wait for the other; a bad one must.
      if (seen.result === 'ok' || answers.length === questions.length) end(seen);
    };
    for (const question of questions)
      question.then(
        (addresses) => heard({ addresses, error: null }),
        (error) => heard({ addresses: [], error }),
      );
    return () => resolver.cancel();
  });
}

type Answer = { readonly addresses: readonly string[]; readonly error: NodeJS.ErrnoException | null };

function judge(answers: readonly Answer[], expect: string | undefined): Seen {
  const addresses = answers.flatMap((answer) => answer.addresses);
  if (addresses.length === 0) {
    const errors = answers.flatMap(({ error }) => error ?? []);
    // That a name has no IPv6 address says nothing when its IPv4 address could not be asked for.
    const telling = errors.find((error) => error.code !== 'ENODATA') ?? errors[0];
    const code = `${telling?.code}`;
    return Object.hasOwn(known, code) ? (known[code] as Seen) : wordsOfError(telling);
  }
  const listed = `${addresses.slice(0, 4).join(', ')}${addresses.length > 4 ? ' …' : ''}`;
  if (expect === undefined || addresses.some((address) => isSame(address, expect)))
    return { result: 'ok', because: `it resolves to ${listed}` };
  return { result: 'failing', because: `it resolves to ${listed}, not to ${expect}` };
}

/** IPv6 addresses have many spellings; URL knows the one. */
function isSame(address: string, expected: string): boolean {
  if (address === expected) return true;
  if (isIP(address) !== 6 || isIP(expected) !== 6) return false;
  return new URL(`http://[${address}]`).host === new URL(`http://[${expected}]`).host;
}
