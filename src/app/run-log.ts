import type { DomainEvent } from '../domain/events';
import type { ManifestEntry } from '../domain/run/manifest';
import type { Outcome } from '../domain/run/outcome';

/** How a step ended on an endpoint. */
export type End = { readonly entry: ManifestEntry; readonly step: string; readonly outcome: Outcome };

/** Whether anything new may be sent: yes, later, or never again. */
export type Standing = 'go' | 'wait' | 'over';

/** Puts what a run does to its endpoints on record; what falls into one beat shares one disk write. */
export type RunLog = {
  end(end: End): void;
  /**
   * Resolves with true when the intent is on the disk, with false when it never will be; waits while the run is
   * paused. Rejects when the journal cannot be written.
   */
  intend(step: string, entries: readonly ManifestEntry[]): Promise<boolean>;
  /** Resolves when every end so far is on the disk. */
  flushed(): Promise<void>;
  /** To be told that the standing has changed. */
  wake(): void;
};

type LogOptions = {
  readonly run: string;
  /** Makes the events durable before it returns. */
  readonly write: (events: readonly DomainEvent[]) => void;
  readonly standing: () => Standing;
};

type Waiter<T> = { resolve(value: T): void; reject(error: unknown): void };
type Intent = Waiter<boolean> & { readonly step: string; readonly entries: readonly ManifestEntry[] };

/** Milliseconds from the start of one write to the next for which something waits; after a pause it comes at once. */
const intentEveryMs = 5;
/** What ended waits a little longer, because it may share the write of an intent. */
const endEveryMs = 10;
/** On a slow disk half of the time is left to everything else in this thread; one slow write is not waited for longer. */
const longestRestMs = 50;

export function createRunLog({ run, write, standing }: LogOptions): RunLog {
  let ends: End[] = [];
  let intents: Intent[] = [];
  let waiters: Waiter<void>[] = [];
  let failure: { readonly error: unknown } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let dueAt = 0;
  let lastBeat = Number.NEGATIVE_INFINITY;
  let restMs = 0;

  const beat = (): void => {
    clearTimeout(timer);
    timer = undefined;
    lastBeat = performance.now();
    const now = standing();
    const [ended, waited] = [ends, waiters];
    const asked = now === 'wait' ? [] : intents;
    const granted = now === 'go' ? asked : [];
    [ends, waiters, intents] = [[], [], now === 'wait' ? intents : []];
    try {
      if (failure) throw failure.error;
      const events = [...settled(run, ended), ...sending(run, granted)];
      if (events.length > 0) write(events);
      restMs = Math.min(longestRestMs, 2 * (performance.now() - lastBeat));
    } catch (error) {
      failure ??= { error };
      for (const each of [...asked, ...waited]) each.reject(error);
      return;
    }
    for (const each of asked) each.resolve(now === 'go');
    for (const each of waited) each.resolve();
  };
  const schedule = (everyMs: number): void => {
    const due = lastBeat + Math.max(everyMs, restMs);
    if (timer && due >= dueAt) return;
    clearTimeout(timer);
    dueAt = due;
    timer = setTimeout(beat, Math.max(0, due - performance.now()));
  };

  return {
    end(end) {
      ends.push(end);
      schedule(endEveryMs);
    },
    intend: (step, entries) =>
      new Promise((resolve, reject) => {
        intents.push({ step, entries, resolve, reject });
        schedule(intentEveryMs);
      }),
    flushed: () =>
      new Promise((resolve, reject) => {
        waiters.push({ resolve, reject });
        schedule(intentEveryMs);
      }),
    wake: () => schedule(intentEveryMs),
  };
}

function settled(run: string, ends: readonly End[]): DomainEvent[] {
  if (ends.length === 0) return [];
  const outcomes = ends.map(({ entry, step, outcome }) => ({ endpoint: entry.endpoint, step, outcome }));
  return [{ type: 'run.settled', data: { run, outcomes } }];
}

function sending(run: string, intents: readonly Intent[]): DomainEvent[] {
  const endpointsOf = new Map<string, string[]>();
  for (const { step, entries } of intents) {
    const endpoints = endpointsOf.get(step) ?? [];
    endpoints.push(...entries.map((entry) => entry.endpoint));
    endpointsOf.set(step, endpoints);
  }
  return [...endpointsOf].map(([step, endpoints]) => ({
    type: 'run.sending',
    data: { run, step, endpoints },
  }));
}
