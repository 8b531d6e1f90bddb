import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file so that a reader, and a machine that loses power, finds the old text or the new one. Only its
 * owner may read it. The folder is made when it is missing.
 */
export function writeWhole(file: string, text: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}.partial`;
  try {
    withOpen(draft, 'wx', (descriptor) => {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  // The name is durable only with its folder, which Windows does not open.
  if (process.platform !== 'win32') withOpen(folder, 'r', fsyncSync);
}

function withOpen(path: string, flags: string, act: (descriptor: number) => void): void {
  const descriptor = openSync(path, flags, 0o600);
  try {
    act(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
