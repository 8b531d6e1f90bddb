import type { Endpoint } from '../domain/plan/plan';
import { type Finding, type PreflightLimits, usualLimits } from '../domain/run/preflight/cause';
import type { PreflightScope } from '../domain/run/preflight/commands';
import { type Asked, clockOf, isClockInDoubt, judgeEndpoint } from '../domain/run/preflight/judge';
import { type PreflightResult, sumUp } from '../domain/run/preflight/preflight';
import { preflightCommand } from '../domain/run/preflight/question';
import { runAll } from '../execution/engine';
import type { Transport } from '../execution/transport';
import type { Clock } from './clock';

type Parts = {
  readonly transport: Transport;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  readonly signal: AbortSignal;
  /** Told how many endpoints have been looked at, after every batch. */
  readonly onProgress: (done: number) => void;
  readonly limits?: PreflightLimits;
};

/** Endpoints asked at the same time: as many as a probe's sweep. */
const inFlight = 48;
/** For the whole answer, from the moment the question left. */
const answerWithinMs = 10_000;

/**
 * Asks every endpoint once and says what stands in the way; asks once more only where the first way there took so
 * long that the clock is in doubt. Changes nothing anywhere. Null when the signal aborted first: a look that was
 * broken off says nothing of those it did not reach.
 */
export async function sweepPreflight(
  { endpoints, becomes }: PreflightScope,
  { transport, clock, signal, onProgress, limits = usualLimits }: Parts,
): Promise<PreflightResult | null> {
  const began = clock.elapsed();
  const asksBecome = becomes.length > 0;
  const command = { command: preflightCommand(becomes), timeoutMs: answerWithinMs };
  const found = new Map<string, readonly Finding[]>(endpoints.map(({ name }) => [name, []]));
  const offsets: number[] = [];
  let done = 0;

  const ask = async (endpoint: Endpoint): Promise<Asked> => {
    const [askedAt, from] = [clock.now(), clock.elapsed()];
    const outcome = await transport.perform(endpoint, command, signal);
    return { outcome, askedAt, tookMs: clock.elapsed() - from, asksBecome };
  };
  await runAll({
    items: endpoints,
    maxInFlight: inFlight,
    signal,
    // Looking changes nothing, so it needs no durable intent.
    intend: async () => {},
    perform: async (endpoint) => {
      const first = await ask(endpoint);
      return isClockInDoubt(first, limits) && !signal.aborted ? ask(endpoint) : first;
    },
    settle: (batch) => {
      for (const { item, result } of batch) {
        found.set(item.name, judgeEndpoint(result, limits));
        const ahead = clockOf(result);
        if (ahead !== null) offsets.push(ahead);
      }
      done += batch.length;
      onProgress(done);
    },
  });
  if (signal.aborted) return null;
  return sumUp(found, offsets, { tookMs: Math.round(clock.elapsed() - began), clockMs: limits.clockMs });
}
