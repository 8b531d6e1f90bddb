import { setMaxListeners } from 'node:events';
import type { ManifestEntry } from '../domain/run/manifest';
import { runAll } from '../execution/engine';
import type { Target, Transport } from '../execution/transport';
import type { ArmStatus } from '../ipc/fleet-status';
import { atMostEvery } from './at-most-every';
import type { Clock } from './clock';

/** Connections that are being held. After `leave` or `letGo` nothing more is opened. */
export type Held = {
  status(): ArmStatus;
  /** Looks at once, besides its rounds. */
  lookNow(): void;
  /** Stops holding and leaves what is open to whoever uses it next, or to time out. */
  leave(): void;
  /** Stops holding and closes what nobody uses. */
  letGo(): void;
};

type Parts = Pick<ArmStatus, 'since' | 'until' | 'automatic'> & {
  readonly clock: Clock;
  readonly transport: () => Transport | null;
  /** Asked anew in every round: a sweep may have changed who can be reached. */
  readonly targets: () => readonly ManifestEntry[];
  /** At most four times a second. */
  readonly onChange: () => void;
  readonly onFault: (error: unknown) => void;
};

/** From the end of one round to the next: within so long a lost connection is noticed and opened anew. */
const roundMs = 10_000;
/** Connections outlive their last round by so much, which is time enough for the waves of a run to use them. */
const keepMs = 180_000;
/** What cannot be connected is tried again after one round, then two, four, …, at most so long. */
const longestPauseMs = 160_000;
const chunkSize = 128;
/** Chunks in progress: each opens a few at a time, and all of them together leave room for commands. */
const chunksAtOnce = 2;
const changeEveryMs = 250;
const mostExamples = 20;

type Known = 'open' | { readonly because: string; readonly tries: number; readonly retryAt: number };

/** Opens the connections to all targets and keeps them open, round by round. */
export function holdConnections(parts: Parts): Held {
  const { clock, since, until, automatic, onFault } = parts;
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const known = new Map<string, Known>();
  let targets = parts.targets();
  let cancelNext: (() => void) | null = null;
  let isLooking = false;
  const changed = atMostEvery(clock, changeEveryMs, parts.onChange);

  const isDue = ({ endpoint }: ManifestEntry): boolean => {
    const state = known.get(endpoint);
    return state === undefined || state === 'open' || state.retryAt <= clock.elapsed();
  };
  const fail = (name: string, because: string): void => {
    const before = known.get(name);
    const tries = before === undefined || before === 'open' ? 1 : before.tries + 1;
    const pauseMs = Math.min(longestPauseMs, roundMs * 2 ** (tries - 1));
    // A moment less, so that a round which comes on time finds it due.
    known.set(name, { because, tries, retryAt: clock.elapsed() + pauseMs - roundMs / 2 });
  };

  async function round(): Promise<void> {
    targets = parts.targets();
    const names = new Set(targets.map((each) => each.endpoint));
    for (const name of known.keys()) if (!names.has(name)) known.delete(name);
    const transport = parts.transport();
    await runAll({
      items: chunksOf(targets.filter(isDue).map(targetOf)),
      maxInFlight: chunksAtOnce,
      signal: stopping.signal,
      // Nothing is sent over these connections, so they need no durable intent.
      intend: async () => {},
      perform: async (chunk) => transport?.warm?.({ targets: chunk, keepMs }, stopping.signal),
      settle: (batch) => {
        if (stopping.signal.aborted) return;
        for (const { item, result } of batch) {
          const failed = new Map(result?.failed.map(({ name, because }) => [name, because]));
          for (const { name } of item) {
            const because = result ? failed.get(name) : 'connections cannot be kept open';
            if (because === undefined) known.set(name, 'open');
            else fail(name, because);
          }
        }
        changed.ask();
      },
    });
  }
  const look = async (): Promise<void> => {
    cancelNext?.();
    cancelNext = null;
    if (isLooking || stopping.signal.aborted) return;
    isLooking = true;
    await round().catch(onFault);
    isLooking = false;
    if (!stopping.signal.aborted) cancelNext = clock.after(roundMs, () => void look());
  };
  const leave = (): void => {
    stopping.abort();
    cancelNext?.();
  };
  void look();

  return {
    status() {
      const failed = targets.flatMap(({ endpoint }) => {
        const state = known.get(endpoint);
        return state === undefined || state === 'open' ? [] : [{ endpoint, because: state.because }];
      });
      const connected = targets.filter(({ endpoint }) => known.get(endpoint) === 'open').length;
      const examples = failed.slice(0, mostExamples);
      return { since, until, automatic, total: targets.length, connected, failed: failed.length, examples };
    },
    lookNow: () => void look(),
    leave,
    letGo() {
      leave();
      const open = targets.map(targetOf);
      parts.transport()?.warm?.({ targets: open, keepMs: 0 }).catch(onFault);
    },
  };
}

const targetOf = ({ endpoint, ...rest }: ManifestEntry): Target => ({ name: endpoint, ...rest });

function chunksOf(targets: readonly Target[]): Target[][] {
  const chunks: Target[][] = [];
  for (let from = 0; from < targets.length; from += chunkSize)
    chunks.push(targets.slice(from, from + chunkSize));
  return chunks;
}
