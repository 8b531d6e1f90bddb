import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { cleanText, createOutputCleaner } from './clean-output';

/** One request, whole: nothing of it is filled in any more. */
export type HttpRequest = {
  readonly method: string;
  /** http or https. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** PEM; trusted in place of the machine's own authorities. */
  readonly ca?: Uint8Array | undefined;
  /** Left out of whatever the other side says. */
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
};

/** `not-sent`: certainly nothing left. `unanswered`: it may have been received, and nobody knows. */
export type HttpEnd =
  | { readonly state: 'answered'; readonly status: number; readonly output: string }
  | { readonly state: 'not-sent'; readonly because: string }
  | { readonly state: 'unanswered'; readonly because: string };

const outputLimitBytes = 16_384;
/** Of an answer no more than this is read; what comes after it is not waited for. */
const readLimitBytes = 262_144;

/**
 * Sends one request and reads the head of its answer. A redirect is an answer like any other and not followed: it
 * leads where the plan does not. Never rejects.
 */
export function sendRequest(asked: HttpRequest, signal: AbortSignal): Promise<HttpEnd> {
  if (signal.aborted) return Promise.resolve({ state: 'not-sent', because: 'the run was stopped' });
  return new Promise((resolve) => {
    const cleaner = createOutputCleaner(outputLimitBytes, asked.secrets);
    const url = new URL(asked.url);
    const isSecure = url.protocol === 'https:';
    const body = asked.body === undefined ? undefined : Buffer.from(asked.body, 'utf8');
    const headers = {
      'user-agent': 'Holdfast',
      ...asked.headers,
      ...(body === undefined ? {} : { 'content-length': body.length }),
    };
    let isSent = false;
    let isOver = false;
    const finish = (end: HttpEnd): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(limit);
      signal.removeEventListener('abort', stop);
      sending?.destroy();
      resolve(end);
    };
    const fail = (because: string): void => finish({ state: isSent ? 'unanswered' : 'not-sent', because });
    const stop = (): void => fail('the run was stopped');
    const limit = setTimeout(() => fail(`no answer within ${asked.timeoutMs / 1000} s`), asked.timeoutMs);
    let sending: ReturnType<typeof plain> | undefined;
    try {
      const common = { method: asked.method, headers, agent: false } as const;
      sending = isSecure
        ? secure(url, { ...common, ...(asked.ca === undefined ? {} : { ca: Buffer.from(asked.ca) }) })
        : plain(url, common);
    } catch (error) {
      return fail(wordsOf(error));
    }
    sending.on('socket', (socket) => {
      // Before the certificate is looked at nothing of the request leaves.
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isSent = true;
      });
    });
    sending.on('error', (error) => fail(wordsOf(error)));
    sending.on('response', (answer) => {
      const status = answer.statusCode ?? 0;
      let read = 0;
      answer.on('data', (chunk: Buffer) => {
        cleaner.write('stdout', chunk);
        read += chunk.length;
        if (read > readLimitBytes) finish({ state: 'answered', status, output: cleaner.finish() });
      });
      answer.on('end', () => finish({ state: 'answered', status, output: cleaner.finish() }));
      answer.on('error', (error) => fail(`the answer broke off: ${wordsOf(error)}`));
      answer.on('aborted', () => fail('the answer broke off'));
    });
    signal.addEventListener('abort', stop);
    sending.end(body);
  });
}

const wordsOf = (error: unknown): string => cleanText(error instanceof Error ? error.message : String(error));
