import { Worker } from 'node:worker_threads';
import { connectionLost, type Ending, unreachable } from '../ending';
import { type Command, type Heard, noneWarmed, type Target, type Warm, type Warmed } from '../transport';
import type { Orders, Report, WarmWork, Work } from './protocol';

/** One thread that does commands, and what it owes us. */
export type PoolWorker = {
  /** Never rejects: a thread that dies makes what was given to it `unknown`, for it may have been sent. */
  perform(target: Target, command: Command): { readonly id: number; readonly outcome: Promise<Heard> };
  /** Never rejects: a thread that dies connects none of them. */
  warm(warm: Warm): { readonly id: number; readonly warmed: Promise<Warmed> };
  /** Asks that what was not sent yet never is, and that nothing further is opened. */
  cancel(id: number): void;
  /** Takes no further work: it has ended or is about to. */
  isGone(): boolean;
  /** Cuts its connections and ends it. Resolves when the thread is gone and everything it owed is settled. */
  close(): Promise<void>;
};

type Owed = { readonly startedAt: number; settle(outcome: Heard): void };

/** A thread that does not end by itself within this many milliseconds is ended. */
const closeWithinMs = 3_000;

/**
 * Starts a thread from a built worker file. Orders wait until it says that it runs, so that a thread that cannot
 * start leaves no doubt: nothing was sent.
 * @param setup handed over in memory, and nowhere else
 */
export function startPoolWorker(file: string, setup: object): PoolWorker {
  const worker = new Worker(file, { workerData: setup });
  const owed = new Map<number, Owed>();
  const handedOver = new Set<number>();
  const warming = new Map<number, { readonly warm: Warm; settle(warmed: Warmed): void }>();
  let nextId = 1;
  let perform: Work[] = [];
  let warm: WarmWork[] = [];
  let cancel: number[] = [];
  let isClosing = false;
  let isReady = false;
  let isFlushing = false;
  let isGone = false;
  let fault = 'it ended';

  const settle = (id: number, outcome: Heard): void => {
    const waiting = owed.get(id);
    owed.delete(id);
    handedOver.delete(id);
    waiting?.settle(outcome);
  };
  const end = (id: number, ending: Ending): void => {
    const tookMs = Math.round(performance.now() - (owed.get(id)?.startedAt ?? 0));
    settle(id, { ...ending, tookMs });
  };
  const warmed = (id: number, end: Warmed): void => {
    warming.get(id)?.settle(end);
    warming.delete(id);
  };
  const flush = (): void => {
    isFlushing = false;
    if (!isReady || isGone) return;
    const orders: Orders = { perform, warm, cancel, close: isClosing };
    [perform, warm, cancel] = [[], [], []];
    try {
      worker.postMessage(orders);
      for (const { id } of orders.perform) handedOver.add(id);
    } catch (error) {
      // A bug: something in an order cannot cross into a thread. Nothing of this message has.
      const words = `Nothing was sent; internal error: ${(error as Error).message}`;
      for (const { id } of orders.perform) end(id, unreachable('HandshakeFailed', words));
      for (const { id, warm: asked } of orders.warm) warmed(id, noneWarmed(asked, words));
    }
  };
  /** One turn later, so that everything of this turn shares a message. */
  const flushSoon = (): void => {
    if (isFlushing) return;
    isFlushing = true;
    setImmediate(flush);
  };

  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      isGone = true;
      for (const id of [...owed.keys()])
        end(
          id,
          handedOver.has(id)
            ? connectionLost('', `the thread that held the connection is gone: ${fault}`)
            : unreachable('HandshakeFailed', `Nothing was sent: no thread could take it: ${fault}`),
        );
      for (const [id, { warm: asked }] of [...warming])
        warmed(id, noneWarmed(asked, `the thread that opens connections is gone: ${fault}`));
      resolve();
    });
  });
  worker.on('error', (error) => {
    isGone = true;
    fault = error.message;
  });
  worker.on('message', ({ results, warmed: ends }: Report) => {
    if (!isReady) flushSoon();
    isReady = true;
    for (const { id, outcome } of results) settle(id, outcome);
    for (const each of ends) warmed(each.id, each.warmed);
  });

  return {
    perform(target, command) {
      const id = nextId;
      nextId += 1;
      const outcome = new Promise<Heard>((resolve) => {
        owed.set(id, { startedAt: performance.now(), settle: resolve });
      });
      perform.push({ id, target, command });
      flushSoon();
      return { id, outcome };
    },
    warm(asked) {
      const id = nextId;
      nextId += 1;
      const end = new Promise<Warmed>((resolve) => warming.set(id, { warm: asked, settle: resolve }));
      warm.push({ id, warm: asked });
      flushSoon();
      return { id, warmed: end };
    },
    cancel(id) {
      const unsent = perform.findIndex((work) => work.id === id);
      if (unsent >= 0) {
        perform.splice(unsent, 1);
        end(id, { state: 'cancelled' });
        return;
      }
      cancel.push(id);
      flushSoon();
    },
    isGone: () => isGone,
    async close() {
      isClosing = true;
      flushSoon();
      const timer = setTimeout(() => void worker.terminate(), closeWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
