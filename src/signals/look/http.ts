import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { oneLine } from '../../domain/plain-text';
import { lookupName } from './name-lookup';
import { type LookOptions, oneLook, type Seen, type Within } from './seen';
import { wordsOfError } from './words-of-error';

type HttpLook = {
  readonly url: string;
  readonly status: readonly number[];
  readonly expect?: string | undefined;
};

/** Of a body only so many bytes are read and matched. */
const bodyBytes = 64 * 1024;

/**
 * One GET. Good when the status is one of those listed and the head of the body matches `expect`. Redirects are not
 * followed: where they lead is not what the plan asked about. The body is not read unless it is to be matched.
 */
export function lookHttp(what: HttpLook, within: Within, { ca }: LookOptions): Promise<Seen> {
  const url = new URL(what.url);
  const expected = what.expect === undefined ? null : new RegExp(what.expect, 'm');
  return oneLook(within, (end) => {
    const options = {
      agent: false as const,
      lookup: lookupName,
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'holdfast',
        connection: 'close',
      },
    };
    const request: ClientRequest =
      url.protocol === 'https:'
        ? requestHttps(url, { ...options, ...(ca === undefined ? {} : { ca }) })
        : requestHttp(url, options);
    request.on('error', (error) => end(wordsOfError(error)));
    request.once('response', (response) => {
      response.on('error', (error) => end(wordsOfError(error)));
      const bad = badStatus(what.status, response);
      if (bad) end(bad);
      else if (!expected) end({ result: 'ok', because: `it answers ${response.statusCode}` });
      else readHead(response, (body) => end(matched(expected, body, response.statusCode)));
    });
    request.end();
    return () => request.destroy();
  });
}

function badStatus(good: readonly number[], { statusCode = 0, headers }: IncomingMessage): Seen | null {
  if (good.includes(statusCode)) return null;
  const to = headers.location === undefined ? '' : ` to ${oneLine(headers.location, 100)}`;
  return { result: 'failing', because: `it answers ${statusCode}${to}; good is ${good.join(', ')}` };
}

function matched(expected: RegExp, body: string, status = 0): Seen {
  if (expected.test(body)) return { result: 'ok', because: `it answers ${status} with what is expected` };
  const began = oneLine(body, 80);
  const words = oneLine(`it answers ${status}, but not with /${expected.source}/`, 200);
  return { result: 'failing', because: `${words}${began === '' ? '; the body is empty' : `: ${began}`}` };
}

/** Calls `whole` with the first 64 kB of the body, or with all of it. */
function readHead(response: IncomingMessage, whole: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const done = (): void => whole(Buffer.concat(chunks).subarray(0, bodyBytes).toString('utf8'));
  response.on('data', (chunk: Buffer) => {
    if (bytes >= bodyBytes) return;
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= bodyBytes) done();
  });
  response.once('end', done);
}
