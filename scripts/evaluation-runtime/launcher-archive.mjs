import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { digestOf } from './checksum.mjs';

const LAUNCHER_SOURCE = path.join(import.meta.dirname, 'launcher');

/** Identifies the launcher's source, so that a cached runtime gets the new one when it changes. */
export async function launcherFingerprint() {
  const digests = await Promise.all(
    ['main.cjs', 'package.json'].map((name) => digestOf(path.join(LAUNCHER_SOURCE, name), 'sha256', 'hex')),
  );
  return digests.join('-');
}

/**
 * Packs our launcher as `resources/default_app.asar`; Electron does not search a plain `default_app` folder.
 * May be repeated: the archive is replaced in one step, under a running Electron too.
 * @param {string} dist the runtime's folder
 */
export async function packLauncher(dist) {
  const { createPackage } = await import('@electron/asar');
  const target = path.join(dist, 'resources', 'default_app.asar');
  const partial = `${target}.${randomUUID()}`;
  try {
    await finished(await createPackage(LAUNCHER_SOURCE, partial));
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
}
