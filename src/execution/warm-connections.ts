import { cancelled, type NotSent } from './ending';
import type { LiveConnection } from './live-connection';
import type { Target } from './transport';

/** Opens one connection. Never rejects. An abort makes it give up at once with `cancelled`. */
export type Dial = (target: Target, abandoned: AbortSignal) => Promise<LiveConnection | NotSent>;

/** The right to use a connection until `release`, which must be called exactly once. */
export type Lease = {
  readonly connection: LiveConnection;
  /** It was open before this caller asked, so it may have died unnoticed. */
  readonly isReused: boolean;
  /** @param keepMs how long the connection stays open at least though nobody uses it */
  release(keepMs?: number): void;
};

export type WarmConnections = {
  /** Joins the target's connection, or opens it. `cancelled` when the signal aborts first. Never rejects. */
  lease(target: Target, signal?: AbortSignal): Promise<Lease | NotSent>;
  /** Closes the target's connection unless somebody uses it, and forgets how long it was to be kept. */
  letGo(target: Target): void;
  /** Cuts everything; whatever is asked for afterwards is `cancelled`. */
  close(): Promise<void>;
};

type Entry = {
  readonly dialled: Promise<LiveConnection | NotSent>;
  readonly abandon: AbortController;
  live: LiveConnection | undefined;
  leases: number;
  /** Kept until then at least, on the clock of `performance.now()`. */
  keptUntil: number;
  idleTimer: NodeJS.Timeout | undefined;
};

type WarmOptions = { readonly dial: Dial; readonly keepIdleMs: number };

/** One connection per target, shared by its commands and kept `keepIdleMs` after the last of them. */
export function createWarmConnections({ dial, keepIdleMs }: WarmOptions): WarmConnections {
  const entries = new Map<string, Entry>();
  const living = new Set<LiveConnection>();
  let isClosed = false;

  const forget = (key: string, entry: Entry): void => {
    clearTimeout(entry.idleTimer);
    if (entries.get(key) === entry) entries.delete(key);
  };

  const open = (key: string, target: Target): Entry => {
    const abandon = new AbortController();
    const unused = { live: undefined, leases: 0, keptUntil: 0, idleTimer: undefined };
    const entry: Entry = { dialled: dialFor(), abandon, ...unused };
    entries.set(key, entry);
    return entry;

    async function dialFor(): Promise<LiveConnection | NotSent> {
      const result = await dial(target, abandon.signal);
      if ('state' in result) {
        forget(key, entry);
        return result;
      }
      if (abandon.signal.aborted) {
        void result.destroy('nobody waits for it any more');
        return cancelled;
      }
      entry.live = result;
      living.add(result);
      result.onLost(() => {
        living.delete(result);
        forget(key, entry);
      });
      return result;
    }
  };

  const leave = (key: string, entry: Entry): void => {
    entry.leases -= 1;
    if (entry.leases > 0) return;
    const { live } = entry;
    if (live === undefined) {
      entry.abandon.abort();
      forget(key, entry);
    } else if (!live.isUsable()) {
      forget(key, entry);
      void live.destroy('it was given up');
    } else {
      const keepMs = Math.max(keepIdleMs, entry.keptUntil - performance.now());
      entry.idleTimer = setTimeout(() => close(key, entry, live), keepMs);
    }
  };
  const close = (key: string, entry: Entry, live: LiveConnection): void => {
    forget(key, entry);
    live.end();
  };

  return {
    async lease(target, signal) {
      if (isClosed || signal?.aborted) return cancelled;
      const key = keyOf(target);
      const kept = entries.get(key);
      const isReused = kept !== undefined && kept.live?.isUsable() !== false;
      const entry = isReused ? kept : open(key, target);
      clearTimeout(entry.idleTimer);
      entry.leases += 1;

      const result = entry.live ?? (await unlessAborted(entry.dialled, signal));
      if ('state' in result) {
        leave(key, entry);
        return result;
      }
      let held = true;
      const release = (keepMs = 0): void => {
        entry.keptUntil = Math.max(entry.keptUntil, performance.now() + keepMs);
        if (held) leave(key, entry);
        held = false;
      };
      return { connection: result, isReused, release };
    },

    letGo(target) {
      const key = keyOf(target);
      const entry = entries.get(key);
      if (!entry) return;
      entry.keptUntil = 0;
      if (entry.leases === 0 && entry.live) close(key, entry, entry.live);
    },

    async close() {
      isClosed = true;
      for (const entry of entries.values()) {
        clearTimeout(entry.idleTimer);
        entry.abandon.abort();
      }
      await Promise.all([...living].map((connection) => connection.destroy('Holdfast closed it')));
    },
  };
}

/** Equal for targets that may share a connection: the same host, login, accepted keys and way. */
function keyOf({ name, address, port, user, hostKeys, jump = [] }: Target): string {
  return JSON.stringify([name, address, port, user, hostKeys, jump.map(keyOf)]);
}

/** The connection or, when the signal is first, `cancelled`; the connection attempt itself goes on for others. */
function unlessAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T | NotSent> {
  if (signal === undefined) return result;
  return new Promise((resolve) => {
    const stop = (): void => resolve(cancelled);
    signal.addEventListener('abort', stop, { once: true });
    void result.then((value) => {
      signal.removeEventListener('abort', stop);
      resolve(value);
    });
  });
}
