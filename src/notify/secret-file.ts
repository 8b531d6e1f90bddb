import { open, stat } from 'node:fs/promises';
import { commandToClose, isOpenToAll } from '../domain/open-to-all';

/** What a secret file says, or why nothing can be sent with it. */
export type Secret = { readonly secret: string } | { readonly because: string };

const limitBytes = 4096;

/**
 * Reads the one line that a secret file holds. Its name is the plan's word for it; the words of a failure never
 * quote what stands in it. `file` is its path, undefined when there is none for that name.
 */
export async function readSecret(name: string, file: string | undefined): Promise<Secret> {
  if (file === undefined) return { because: `the secret file "${name}" is missing` };
  const text = await head(file).catch((error: unknown) => error);
  if (text === openToAll)
    return {
      because: `the secret file "${name}" is open to everyone on this machine; run: ${commandToClose(name)}`,
    };
  if (typeof text !== 'string') {
    const isMissing = text instanceof Error && 'code' in text && text.code === 'ENOENT';
    return { because: `the secret file "${name}" ${isMissing ? 'is missing' : 'cannot be read'}` };
  }
  const secret = text.trim();
  if (secret === '') return { because: `the secret file "${name}" is empty` };
  if (secret.length > limitBytes || !/^[ -~]+$/.test(secret))
    return { because: `the secret file "${name}" must hold one line of printable ASCII` };
  return { secret };
}

const openToAll = Symbol('open to all');

async function head(file: string): Promise<string | typeof openToAll> {
  // To open a pipe would wait for whoever writes it.
  if (!(await stat(file)).isFile()) throw new Error('not a file');
  const handle = await open(file, 'r');
  try {
    if (isOpenToAll((await handle.stat()).mode, process.platform)) return openToAll;
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(limitBytes + 1) });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
