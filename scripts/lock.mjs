import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** @typedef {{ readonly token: string, readonly pid: number, readonly host: string }} Owner */

/**
 * @typedef {object} LockOptions
 * @property {string} [waitingFor] words for the one line that is logged when somebody else holds the lock
 * @property {(line: string) => void} [log]
 * @property {number} [waitMs] how long to wait for the other one; default 15 minutes
 */

const POLL_MS = 100;
const HEARTBEAT_MS = 2_000;
const SILENT_MS = 60_000;

/**
 * Runs `action` while no other process on this directory does. The lock is a directory that names its owner; it
 * counts as abandoned when the owner's process is gone, or (another host, a reused pid) has not touched it for a minute.
 * Throws when the lock cannot be had within `waitMs`. Not re-entrant.
 * @template Result
 * @param {string} directory path of the lock; its parent is created
 * @param {() => Promise<Result>} action
 * @param {LockOptions} [options]
 * @returns {Promise<Result>}
 */
export async function withLock(directory, action, options = {}) {
  const token = await acquire(directory, options);
  const heartbeat = setInterval(() => touch(directory), HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    if ((await readOwner(directory))?.token === token) await rm(directory, { recursive: true, force: true });
  }
}

/** @param {string} directory @param {LockOptions} options */
async function acquire(directory, { waitingFor = 'another Holdfast process', log, waitMs = 900_000 }) {
  await mkdir(path.dirname(directory), { recursive: true });
  const deadline = Date.now() + waitMs;
  let told = false;
  for (;;) {
    const token = await tryAcquire(directory);
    if (token !== undefined) return token;
    const owner = await readOwner(directory);
    if (owner !== undefined && (await isAbandoned(directory, owner))) {
      await removeAbandoned(directory, owner);
      continue;
    }
    if (Date.now() > deadline) {
      const who = owner === undefined ? '' : ` (process ${owner.pid} on ${owner.host})`;
      throw new Error(
        `Waited ${waitMs / 1000} s for ${waitingFor}${who}. If it is not running, delete ${directory}`,
      );
    }
    if (!told) log?.(`Waiting for ${waitingFor}…`);
    told = true;
    await pause(POLL_MS);
  }
}

/**
 * The owner is written before the directory takes its name: a lock without an owner is never seen.
 * @param {string} directory
 */
async function tryAcquire(directory) {
  const token = randomUUID();
  const own = `${directory}.${token}`;
  await mkdir(own);
  await writeFile(
    path.join(own, 'owner.json'),
    JSON.stringify({ token, pid: process.pid, host: hostname() }),
  );
  try {
    await rename(own, directory);
    return token;
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    const code = /** @type {NodeJS.ErrnoException} */ (error).code ?? '';
    // Windows answers EPERM where POSIX answers ENOTEMPTY.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(code)) return undefined;
    throw error;
  }
}

/** @param {string} directory @returns {Promise<Owner | undefined>} */
async function readOwner(directory) {
  try {
    return JSON.parse(await readFile(path.join(directory, 'owner.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} directory @param {Owner} owner */
async function isAbandoned(directory, owner) {
  if (owner.host === hostname() && !isAlive(owner.pid)) return true;
  const touched = await stat(directory).catch(() => undefined);
  return touched !== undefined && Date.now() - touched.mtimeMs > SILENT_MS;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Moves the lock aside before deleting it; when somebody else has taken it over in between, it is put back.
 * @param {string} directory @param {Owner} judged
 */
async function removeAbandoned(directory, judged) {
  const aside = `${directory}.abandoned-${randomUUID()}`;
  try {
    await rename(directory, aside);
  } catch {
    return;
  }
  if ((await readOwner(aside))?.token !== judged.token) await rename(aside, directory).catch(() => {});
  await rm(aside, { recursive: true, force: true });
}

/** @param {string} directory */
function touch(directory) {
  const now = new Date();
  utimes(directory, now, now).catch(() => {});
}
