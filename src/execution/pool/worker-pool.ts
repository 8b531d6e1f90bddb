import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { AppError } from '../../errors';
import type { SshTransportOptions } from '../ssh';
import type { Target, Transport, Warm, Warmed } from '../transport';
import { createCancellations } from './cancellations';
import { type PoolWorker, startPoolWorker } from './pool-worker';

export type WorkerPoolOptions = {
  /** The built worker, `execution-worker.js` beside the other outputs. */
  readonly workerFile: string;
  /** What every thread works with. Credentials are handed over in memory. */
  readonly ssh: SshTransportOptions;
  /** Threads at most; each is started when it is first needed. Default: one per core. */
  readonly size?: number | undefined;
};

/** Threads that may each hold a connection to the same jump host: as many as it may be greeted by at a time. */
const mostPerJumpHost = 8;

/**
 * Commands over SSH, spread over threads, so that the thread that holds journal and window never encrypts a byte.
 * An endpoint stays with its thread, where its connection is. A thread that dies is replaced.
 * Throws `unavailable` when there is no worker file.
 */
export function createWorkerPool({ workerFile, ssh, size }: WorkerPoolOptions): Transport {
  if (!existsSync(workerFile))
    throw new AppError(
      'unavailable',
      `The execution worker is missing: ${workerFile}. Build Holdfast again.`,
    );
  const threads = Math.max(1, size ?? cpus().length);
  const setup = { ...ssh, ...shareOf(ssh, threads) };
  const workers: (PoolWorker | undefined)[] = Array.from({ length: threads });
  const homes = new Map<string, number>();
  const held = workers.map(() => 0);
  const cancellations = createCancellations();
  let isClosed = false;

  /** The thread of an endpoint: that of its address, or, behind a jump host, one of the few that may greet it. */
  const homeOf = ({ address, port, name, jump }: Target): number => {
    const isBehind = jump !== undefined && jump.length > 0;
    const key = isBehind ? `${name}\n${address}:${port}` : `${address}:${port}`;
    let home = homes.get(key);
    if (home === undefined) {
      const open = isBehind ? held.slice(0, mostPerJumpHost) : held;
      home = open.indexOf(Math.min(...open));
      homes.set(key, home);
      held[home] = (held[home] ?? 0) + 1;
    }
    return home;
  };
  const workerOf = (target: Target): PoolWorker => {
    const home = homeOf(target);
    const present = workers[home];
    if (present && !present.isGone()) return present;
    const started = startPoolWorker(workerFile, setup);
    workers[home] = started;
    return started;
  };

  const warmIn = async (worker: PoolWorker, warm: Warm, signal?: AbortSignal): Promise<Warmed> => {
    const { id, warmed } = worker.warm(warm);
    const forget = signal && cancellations.await(signal, () => worker.cancel(id));
    const end = await warmed;
    forget?.();
    return end;
  };

  return {
    async perform(target, command, signal) {
      if (isClosed || signal?.aborted) return { state: 'cancelled', tookMs: 0 };
      const worker = workerOf(target);
      const { id, outcome } = worker.perform(target, command);
      if (!signal) return outcome;
      const forget = cancellations.await(signal, () => worker.cancel(id));
      const result = await outcome;
      forget();
      return result;
    },
    async warm({ targets, keepMs }, signal) {
      const byHome = new Map<number, Target[]>();
      if (!isClosed && !signal?.aborted)
        for (const target of targets) {
          const home = homeOf(target);
          // Letting go of what no thread holds needs no thread.
          if (keepMs <= 0 && !workers[home]) continue;
          const own = byHome.get(home);
          if (own) own.push(target);
          else byHome.set(home, [target]);
        }
      const ends = await Promise.all(
        [...byHome.values()].map((own) =>
          warmIn(workerOf(own[0] as Target), { targets: own, keepMs }, signal),
        ),
      );
      return {
        connected: ends.reduce((sum, { connected }) => sum + connected, 0),
        failed: ends.flatMap(({ failed }) => failed),
      };
    },
    async close() {
      isClosed = true;
      await Promise.all(workers.map((worker) => worker?.close()));
    },
  };
}

/** Limits that hold for the whole console are shared out among its threads. */
function shareOf(ssh: SshTransportOptions, threads: number): Partial<SshTransportOptions> {
  const each = Math.floor((ssh.maxHandshakesPerDoor ?? mostPerJumpHost) / Math.min(threads, mostPerJumpHost));
  return { maxHandshakesPerDoor: Math.max(1, each) };
}
