import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';

export type Burst = {
  /** `127.0.0.1:9099` */
  readonly address: string;
  readonly token: string;
  readonly bodies: readonly string[];
  readonly connections: number;
};

export type BurstTaken = {
  /** From the first byte sent to the last answer. */
  readonly seconds: number;
  /** Requests that were turned away for want of room and sent again. */
  readonly repeated: number;
  /** How long this thread, which receives, kept its event loop from turning, in milliseconds. */
  readonly loopP99: number;
  readonly loopMax: number;
  /** Turns of the loop that were seen: with a hundred or fewer, p99 is the longest. */
  readonly loopTurns: number;
};

const nanosecondsPerMs = 1_000_000;
/** The histogram's own timer; an idle loop shows about this much. */
const resolutionMs = 1;

/** Posts from another thread to a receiver on this one, which so has its event loop to itself. */
export async function postBurst(burst: Burst): Promise<BurstTaken> {
  // From the root, where both the tests and the bench run: a bundle has no folder of its own to go by.
  const sender = new Worker(path.resolve('test/bench/alert-sender.mjs'), { workerData: burst });
  const loop = monitorEventLoopDelay({ resolution: resolutionMs });
  try {
    const done = new Promise<Pick<BurstTaken, 'seconds' | 'repeated'>>((resolve, reject) => {
      sender.once('message', resolve);
      sender.once('error', reject);
    });
    await new Promise((resolve, reject) => sender.once('online', resolve).once('error', reject));
    loop.enable();
    const taken = await done;
    loop.disable();
    return {
      ...taken,
      loopP99: loop.percentile(99) / nanosecondsPerMs,
      loopMax: loop.max / nanosecondsPerMs,
      loopTurns: loop.count,
    };
  } finally {
    loop.disable();
    await sender.terminate();
  }
}
