import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors';

/** A private key (PEM or OpenSSH text) and what may open it. */
export type KeyCheck = { readonly key: string; readonly passphrase: string };

/**
 * Whether this passphrase opens the key, found out in a thread of its own: trying costs what the key's maker meant
 * guessing to cost, and whoever asks may have a window to draw.
 * @param workerFile the built `execution-worker.js`; the passphrase is handed over in memory, and nowhere else
 */
export function opensInThread(workerFile: string, keyCheck: KeyCheck): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData: { keyCheck } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new AppError('unavailable', 'The thread that tries the key is gone.')));
  });
}
