import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export type WriteOptions = {
  /** Permissions of the file. */
  readonly mode: number;
  /** Called when everything but the name is on disk; false leaves the folder as it was. */
  readonly stillRight?: () => Promise<boolean>;
  /** Fails when a file of this name is there. */
  readonly isNew?: boolean;
};

/**
 * Writes a file so that a reader, and a machine that loses power, finds the old bytes or the new ones whole. False when
 * `stillRight` said so.
 */
export async function writeFileWhole(file: string, bytes: Buffer, options: WriteOptions): Promise<boolean> {
  const folder = dirname(file);
  // Hidden, so that nobody who lists the folder meanwhile takes it for a file of the plan.
  const partial = join(folder, `.${basename(file)}.${randomBytes(6).toString('hex')}.partial`);
  try {
    const handle = await open(partial, 'wx', options.mode);
    try {
      await handle.writeFile(bytes);
      // The umask took bits away that the file before may have had.
      await handle.chmod(options.mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (options.stillRight && !(await options.stillRight())) return false;
    if (options.isNew) await link(partial, file);
    else await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  await syncFolder(folder);
  return true;
}

// The name is durable only with its folder, which Windows does not open.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
