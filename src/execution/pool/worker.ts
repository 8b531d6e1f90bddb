import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { opensWith } from '../client-key';
import { refusingTransport } from '../refusing-transport';
import { createSshTransport, type SshTransportOptions } from '../ssh';
import { noneWarmed, type Transport } from '../transport';
import type { KeyCheck } from './key-check';
import type { Orders, Report, WarmWork, Work } from './protocol';

/** Results are gathered for so long, in milliseconds: every message wakes the window's process. */
const gatherMs = 2;

/** The other end of the pool: takes orders from `port` and does them over SSH in this thread. */
function serve(port: MessagePort, transport: Transport): void {
  const underWay = new Map<number, AbortController>();
  let results: Report['results'][number][] = [];
  let warmed: Report['warmed'][number][] = [];
  let timer: NodeJS.Timeout | undefined;

  const report = (): void => {
    clearTimeout(timer);
    timer = undefined;
    port.postMessage({ results, warmed } satisfies Report);
    [results, warmed] = [[], []];
  };
  const perform = async ({ id, target, command }: Work): Promise<void> => {
    const cancelling = new AbortController();
    underWay.set(id, cancelling);
    const outcome = await transport.perform(target, command, cancelling.signal);
    underWay.delete(id);
    results.push({ id, outcome });
    timer ??= setTimeout(report, gatherMs);
  };
  const warmUp = async ({ id, warm }: WarmWork): Promise<void> => {
    const cancelling = new AbortController();
    underWay.set(id, cancelling);
    const end = await (transport.warm?.(warm, cancelling.signal) ??
      noneWarmed(warm, 'no connection is kept'));
    underWay.delete(id);
    warmed.push({ id, warmed: end });
    timer ??= setTimeout(report, gatherMs);
  };
  const close = async (works: readonly Promise<void>[]): Promise<void> => {
    await transport.close();
    await Promise.all(works);
    report();
    port.close();
  };

  const works = new Set<Promise<void>>();
  port.on('message', (orders: Orders) => {
    const begun = [...orders.perform.map(perform), ...orders.warm.map(warmUp)];
    for (const work of begun) {
      const done: Promise<void> = work.finally(() => works.delete(done));
      works.add(done);
    }
    for (const id of orders.cancel) underWay.get(id)?.abort();
    if (orders.close) void close([...works]);
  });
  report();
}

function openTransport(options: SshTransportOptions): Transport {
  try {
    return createSshTransport(options);
  } catch (error) {
    // Ending here would only bring a replacement that ends the same way.
    return refusingTransport(`The credentials cannot be used: ${(error as Error).message}`);
  }
}

/** A thread for one passphrase, or one that stays and does commands. */
if (parentPort && 'keyCheck' in workerData) {
  const { key, passphrase } = workerData.keyCheck as KeyCheck;
  parentPort.postMessage(opensWith(key, passphrase));
} else if (parentPort) serve(parentPort, openTransport(workerData));
