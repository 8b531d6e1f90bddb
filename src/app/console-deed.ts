import { fillIn, fillInRequest, valuesOf } from '../domain/run/console/fill-in';
import type { Manifest, ManifestStep } from '../domain/run/manifest';
import { sendRequest } from '../execution/http-request';
import { runProgram } from '../execution/local-program';
import type { Secret } from '../notify/secret-file';

/** How a program or a request at the console ended, as it goes on record. */
export type DeedEnd = {
  readonly outcome: 'done' | 'failed' | 'unknown';
  readonly because?: string;
  readonly output?: string;
};

export type DeedMeans = {
  /** Files of the plan by their SHA-256 (hex). */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** The line in a secret file, by the plan's words for it. */
  readonly secret: (name: string) => Promise<Secret>;
};

/** How often a request that may be repeated is sent at most, and how long is waited in between. */
const tries = 3;
const pauseMs = 1000;

/** Does a `local` or `http` step, once. What it was sent and what it says are measured by the step alone. */
export async function doDeed(
  step: ManifestStep,
  manifest: Manifest,
  means: DeedMeans,
  signal: AbortSignal,
): Promise<DeedEnd> {
  if (step.local) return doLocal(step, manifest, means, signal);
  const deadline = performance.now() + step.timeoutMs;
  for (let tried = 1; ; tried += 1) {
    const timeoutMs = Math.max(1, deadline - performance.now());
    const end = await doHttp({ ...step, timeoutMs }, manifest, means, signal);
    const isLast = tried >= tries || deadline - performance.now() <= pauseMs;
    if (end.outcome === 'done' || !step.idempotent || isLast || signal.aborted) return end;
    await pause(pauseMs, signal);
  }
}

async function doLocal(
  step: ManifestStep,
  manifest: Manifest,
  { contents }: DeedMeans,
  signal: AbortSignal,
): Promise<DeedEnd> {
  const { command = [], file } = step.local ?? {};
  const content = file && contents.get(file.sha256);
  if (file && !content) return { outcome: 'failed', because: `${file.from} is gone; nothing was started` };
  const values = valuesOf(step, manifest);
  const words = command.map((word) => fillIn(word, values));
  const end = await runProgram({ command: words, content, timeoutMs: step.timeoutMs }, signal);
  switch (end.state) {
    case 'not-started':
      return { outcome: 'failed', because: `it could not be started: ${end.because}` };
    case 'killed': {
      const why = { time: `it was ended after ${step.timeoutMs / 1000} s`, stop: 'it was ended by Stop' };
      const because = end.by === 'others' ? 'something else ended it' : why[end.by];
      // It was in the middle of something; how far it got nobody knows.
      return { outcome: 'unknown', because, output: end.output };
    }
    case 'exited':
      return step.okExitCodes.includes(end.exitCode)
        ? judged(step, end.output)
        : { outcome: 'failed', because: `exit ${end.exitCode}`, output: end.output };
  }
}

async function doHttp(
  step: ManifestStep,
  manifest: Manifest,
  { contents, secret }: DeedMeans,
  signal: AbortSignal,
): Promise<DeedEnd> {
  const { http } = step;
  if (!http) throw new Error(`${step.id} is no request`);
  const filled = fillInRequest(http, valuesOf(step, manifest));
  if ('because' in filled) return { outcome: 'failed', because: `${filled.because}; nothing was sent` };
  const found = http.secret && (await secret(http.secret.file));
  if (found && 'because' in found)
    return { outcome: 'failed', because: `${found.because}; nothing was sent` };
  const own = http.secret && found ? { [http.secret.header]: `${http.secret.prefix}${found.secret}` } : {};
  const ca = http.ca && contents.get(http.ca.sha256);
  if (http.ca && !ca) return { outcome: 'failed', because: `${http.ca.from} is gone; nothing was sent` };
  const end = await sendRequest(
    {
      ...filled,
      headers: { ...(http.json === undefined ? {} : jsonHeader), ...filled.headers, ...own },
      ...{ ca, secrets: found ? [found.secret] : [], timeoutMs: step.timeoutMs },
    },
    signal,
  );
  switch (end.state) {
    case 'not-sent':
      return { outcome: 'failed', because: `nothing was sent: ${end.because}` };
    case 'unanswered':
      return { outcome: 'unknown', because: `it was sent, and ${end.because}` };
    case 'answered':
      return http.status.includes(end.status)
        ? judged(step, end.output)
        : { outcome: 'failed', because: `it answered ${end.status}`, output: end.output };
  }
}

const jsonHeader = { 'content-type': 'application/json; charset=utf-8' };

function judged({ expect, refuse }: ManifestStep, output: string): DeedEnd {
  const says = (expression: string) => new RegExp(expression, 'm').test(output);
  if (expect !== undefined && !says(expect))
    return { outcome: 'failed', because: 'it did not say what it should', output };
  if (refuse !== undefined && says(refuse))
    return { outcome: 'failed', because: 'it said what it should not', output };
  return { outcome: 'done', output };
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
