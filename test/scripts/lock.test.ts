import { spawnSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from '../../scripts/lock.mjs';
import { temporaryFolder } from './temporary-folder.js';

async function lockHeldBy(pid: number) {
  const folder = await temporaryFolder();
  const lock = path.join(folder, 'lock');
  await mkdir(lock);
  await writeFile(path.join(lock, 'owner.json'), JSON.stringify({ token: 't', pid, host: hostname() }));
  return { folder, lock };
}

test('two that want the same lock act one after the other', async () => {
  const lock = path.join(await temporaryFolder(), 'lock');
  const events: string[] = [];
  const act = (name: string) =>
    withLock(lock, async () => {
      events.push(`${name} begins`);
      await new Promise(setImmediate);
      events.push(`${name} ends`);
    });
  await Promise.all([act('first'), act('second')]);
  const [winner, loser] = events[0] === 'first begins' ? ['first', 'second'] : ['second', 'first'];
  expect(events).toEqual([`${winner} begins`, `${winner} ends`, `${loser} begins`, `${loser} ends`]);
});

test('a lock whose owner has died is taken over and nothing is left behind', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const { folder, lock } = await lockHeldBy(pid);
  expect(await withLock(lock, async () => 'done')).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

test('a lock whose owner lives is not taken over, and the error names the owner and the folder', async () => {
  const { lock } = await lockHeldBy(process.pid);
  const waiting = withLock(lock, async () => 'done', { waitMs: 50, waitingFor: 'another build' });
  await expect(waiting).rejects.toThrow(
    `Waited 0.05 s for another build (process ${process.pid} on ${hostname()}). If it is not running, delete ${lock}`,
  );
});

test('a lock is given back when the action fails', async () => {
  const folder = await temporaryFolder();
  const failing = withLock(path.join(folder, 'lock'), async () => {
    throw new Error('no luck');
  });
  await expect(failing).rejects.toThrow('no luck');
  expect(await readdir(folder)).toEqual([]);
});
