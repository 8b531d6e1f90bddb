import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors';
import { type Arriving, putTogether } from './in-pieces';
import type { WorkName } from './plan-works';
import type { Answer, Order, Pull, PulledPiece } from './protocol';

/** One thread that reads plans, started when something is first asked of it. */
export type ReaderThread = {
  /** Rejects with what the work says, or with `unavailable` where it cannot be done. */
  ask(work: WorkName, input: readonly unknown[]): Promise<unknown>;
  /** Lets go of it; what it was asked for and has not answered is refused. May be repeated. */
  close(): Promise<void>;
};

type Waiting = {
  readonly order: Order;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Its answer, of which pieces are still on the way. */
  arriving: Arriving | null;
  deaths: number;
};

/** A work may be what the threads die of: on the second it is not asked for again. */
const mostDeaths = 2;

/**
 * A thread that dies is replaced, and what it had not answered is asked of the next one: every work only reads.
 * @param file the built `plan-reader.js`
 * @param onFault told of every thread that died
 */
export function keepThread(file: string, onFault: (error: unknown) => void): ReaderThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let isClosed = false;
  let nextId = 1;

  const take = (message: Answer | PulledPiece): void => {
    const { id } = message;
    const asked = waiting.get(id);
    if (!asked) return;
    if ('piece' in message) asked.arriving?.add(message.piece);
    else if (message.ok) asked.arriving = putTogether(message.head, message.cuts);
    else {
      waiting.delete(id);
      asked.reject(
        message.code === null ? new Error(message.message) : new AppError(message.code, message.message),
      );
      return;
    }
    const next = asked.arriving?.next();
    if (next) worker?.postMessage({ id, ...next } satisfies Pull);
    else {
      waiting.delete(id);
      asked.resolve(asked.arriving?.whole());
    }
  };
  const start = (): Worker => {
    const started = new Worker(file);
    let because = 'it ended';
    started.on('message', take);
    started.on('error', (error) => {
      because = error.message;
    });
    started.once('exit', () => {
      worker = null;
      if (!isClosed) replace(because);
    });
    return started;
  };
  const replace = (because: string): void => {
    onFault(new AppError('unavailable', `The thread that reads the plan is gone: ${because}. ${whatNow()}`));
    for (const [id, asked] of waiting) {
      asked.deaths += 1;
      asked.arriving = null;
      if (asked.deaths < mostDeaths) post(asked);
      else {
        waiting.delete(id);
        const words = `This could not be read: the thread that reads the plan ended twice over it (${because}).`;
        asked.reject(new AppError('unavailable', words));
      }
    }
  };
  const whatNow = (): string =>
    waiting.size === 0 ? 'Another begins when it is needed.' : 'Another one takes over what it was doing.';
  const post = ({ order, reject }: Waiting): void => {
    try {
      worker ??= start();
      worker.postMessage(order);
    } catch (error) {
      // A bug: something in the order cannot cross into a thread.
      waiting.delete(order.id);
      reject(error as Error);
    }
  };

  return {
    ask: (work, input) =>
      new Promise((resolve, reject) => {
        if (isClosed) {
          reject(closing());
          return;
        }
        const asked = { order: { id: nextId, work, input }, resolve, reject, arriving: null, deaths: 0 };
        waiting.set(nextId, asked);
        nextId += 1;
        post(asked);
      }),
    async close() {
      isClosed = true;
      for (const { reject } of waiting.values()) reject(closing());
      waiting.clear();
      // Let go, and not ended: when a thread ends, Electron's main process may sleep on with its sockets still to
      // close and its journal open, and the window never closes. All that the thread does is read; it goes with the process.
      worker?.unref();
    },
  };
}

const closing = () => new AppError('unavailable', 'The console closes; the plan is not read any more.');
