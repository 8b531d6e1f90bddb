import { AppError } from '../errors';
import { beatMs, createSettler, type Settled } from './settler';

export type RunAllOptions<T, R> = {
  readonly items: readonly T[];
  /** How many items may be between intent and result at the same time; at least 1. */
  readonly maxInFlight: number;
  /** Must resolve only when the intent of the whole batch is durable. A rejection stops the run. */
  readonly intend: (batch: readonly T[]) => Promise<void>;
  /** Called once per item, after its intent resolved. A rejection is a bug and stops the run. */
  readonly perform: (item: T) => Promise<R>;
  /** Results in the order they came. Never called twice at the same time; a rejection stops the run. */
  readonly settle: (batch: readonly Settled<T, R>[]) => Promise<void> | void;
  /** Once aborted nothing further is sent; what is in flight runs to its end. */
  readonly signal?: AbortSignal | undefined;
  /** Asked after each completion and before anything is sent; `true` is final, as an abort is. */
  readonly shouldHalt?: (() => boolean) | undefined;
  /** Who of those that wait goes next, at most `room`; default the first. Nobody: all wait until it is asked again. */
  readonly choose?: ((waiting: readonly T[], room: number) => readonly T[]) | undefined;
  /** Handed what makes the queue ask again, besides every completion. */
  readonly onReady?: ((lookAgain: () => void) => void) | undefined;
};

export type RunAllEnd<T> = {
  /** Certainly never performed, in queue order. */
  readonly notStarted: readonly T[];
  /** Those of `notStarted` whose intent is on file because the stop came while it was being written. */
  readonly withdrawn: readonly T[];
};

/**
 * Drives a queue: intent, then act, then result, with a bound on what is in flight. Knows no policy.
 * Resolves when everything started is settled; rejects then, with the first error, when a callback failed.
 */
export function runAll<T, R>(options: RunAllOptions<T, R>): Promise<RunAllEnd<T>> {
  const { maxInFlight, intend, perform, signal, shouldHalt } = options;
  const choose = options.choose ?? ((waiting, room) => waiting.slice(0, room));
  if (!Number.isInteger(maxInFlight) || maxInFlight < 1) {
    const words = `maxInFlight must be a whole number from 1 up, not ${maxInFlight}`;
    return Promise.reject(new AppError('invalid-input', words));
  }
  return new Promise((resolve, reject) => {
    const withdrawn: T[] = [];
    let waiting = options.items;
    let inFlight = 0;
    let filling = false;
    let isWaking = false;
    let nextBeat: NodeJS.Timeout | undefined;
    let halted = false;
    let failure: { readonly error: unknown } | undefined;

    const fail = (error: unknown): void => {
      failure ??= { error };
      halted = true;
    };
    const isHalted = (): boolean => {
      if (halted) return true;
      try {
        halted = signal?.aborted === true || shouldHalt?.() === true;
      } catch (error) {
        fail(error);
      }
      return halted;
    };
    const next = (room: number): readonly T[] => {
      try {
        return choose(waiting, room);
      } catch (error) {
        fail(error);
        return [];
      }
    };
    const isDrained = (): boolean => inFlight === 0 && !filling && (waiting.length === 0 || isHalted());
    const finishIfDone = (): void => {
      if (!isDrained()) return;
      settler.flush();
      if (!settler.isIdle()) return;
      if (failure !== undefined) reject(failure.error);
      else resolve({ notStarted: [...withdrawn, ...waiting], withdrawn });
    };
    const settler = createSettler<T, R>({ settle: options.settle, onError: fail, onBeat: finishIfDone });

    const wake = (): void => {
      clearTimeout(nextBeat);
      nextBeat = undefined;
      isWaking = false;
      void fill();
    };
    /**
     * An intent is a write to the disk, so those that complete within a beat share one while most of the room is taken;
     * otherwise those of one turn of the event loop do.
     */
    const completed = (): void => {
      inFlight -= 1;
      isHalted();
      if (isWaking) return;
      if (inFlight * 2 > maxInFlight) {
        nextBeat ??= setTimeout(wake, beatMs);
        return;
      }
      isWaking = true;
      setImmediate(wake);
    };
    const start = async (item: T): Promise<void> => {
      try {
        settler.add({ item, result: await perform(item) });
      } catch (error) {
        fail(error);
      }
      completed();
    };
    const fill = async (): Promise<void> => {
      if (filling) return;
      filling = true;
      while (waiting.length > 0 && inFlight < maxInFlight && !isHalted()) {
        const batch = next(maxInFlight - inFlight);
        if (batch.length === 0) break;
        waiting = options.choose ? without(waiting, batch) : waiting.slice(batch.length);
        inFlight += batch.length;
        try {
          await intend(batch);
        } catch (error) {
          fail(error);
        }
        for (const item of batch) {
          if (isHalted()) {
            inFlight -= 1;
            withdrawn.push(item);
          } else void start(item);
        }
      }
      filling = false;
      finishIfDone();
    };
    options.onReady?.(() => void fill());
    void fill();
  });
}

function without<T>(items: readonly T[], some: readonly T[]): T[] {
  const gone = new Set(some);
  return items.filter((item) => !gone.has(item));
}
