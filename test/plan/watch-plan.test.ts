import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchPlan } from '../../src/plan/watch-plan';
import { goodPlan, planOnDisk } from './plan-on-disk';

/** A watched folder, and a way to wait until it has been told of a change after the last time of asking. */
function watched(folder: string, options = {}) {
  let calls = 0;
  let waiting: (() => void) | undefined;
  const watch = watchPlan(
    folder,
    () => {
      calls += 1;
      waiting?.();
    },
    { debounceMs: 40, returnCheckMs: 50, ...options },
  );
  onTestFinished(() => watch.close());
  let seen = 0;
  return {
    watch,
    calls: () => calls,
    async told() {
      if (calls === seen) await new Promise<void>((resolve) => (waiting = resolve));
      seen = calls;
    },
  };
}

test('a file that is changed, made or removed in the folder or a subfolder is told', async () => {
  const folder = await planOnDisk(goodPlan);
  const { told } = watched(folder);
  await writeFile(join(folder, 'plan.yaml'), 'changed');
  await told();
  await writeFile(join(folder, 'services/new.yaml'), 'made');
  await told();
  await rm(join(folder, 'fleet/known_hosts'));
  await told();
});

test('a file that an inventory brings in is told, and one of an endpoint of the embedded fleet is not', async () => {
  const brought = { 'fleet/group_vars/web/access.yml': '', 'fleet/config.d/a.conf': '' };
  const folder = await planOnDisk({ ...goodPlan, ...brought, 'fleet/homes/ws-1/log': '' });
  const { told, calls } = watched(folder);
  await writeFile(join(folder, 'fleet/homes/ws-1/log'), 'changed');
  for (const file of Object.keys(brought)) {
    await writeFile(join(folder, file), 'changed');
    await told();
  }
  expect(calls()).toBe(2);
});

test('a file that an editor replaces by renaming another over it is told each time', async () => {
  const folder = await planOnDisk(goodPlan);
  const { told } = watched(folder);
  for (const version of ['first', 'second']) {
    await writeFile(join(folder, 'services/.sign-in.tmp'), version);
    await rename(join(folder, 'services/.sign-in.tmp'), join(folder, 'services/sign-in.yaml'));
    await told();
  }
});

test('a subfolder that is made later is followed', async () => {
  const folder = await planOnDisk({ 'plan.yaml': '' });
  const { told } = watched(folder);
  await mkdir(join(folder, 'services'));
  await told();
  await writeFile(join(folder, 'services/a.yaml'), '');
  await told();
});

test('a subfolder that is replaced by another is followed', async () => {
  const folder = await planOnDisk(goodPlan);
  const { told } = watched(folder);
  await rename(join(folder, 'services'), join(folder, 'old'));
  await mkdir(join(folder, 'services'));
  await told();
  await writeFile(join(folder, 'services/a.yaml'), '');
  await told();
});

test('a plan folder that goes and comes back is told both times, and followed', async () => {
  const folder = await planOnDisk(goodPlan);
  const { told } = watched(folder);
  await rename(folder, `${folder}-away`);
  await told();
  await rename(`${folder}-away`, folder);
  await told();
  await writeFile(join(folder, 'services/a.yaml'), '');
  await told();
});

test('a folder that does not exist yet is told when it does', async () => {
  const folder = join(await planOnDisk({}), 'later');
  const { told, calls } = watched(folder);
  const before = calls();
  await mkdir(folder);
  await told();
  expect(before).toBe(0);
});

test('what the embedded fleet does in the homes of its endpoints is not a change of the plan', async () => {
  const folder = await planOnDisk({ ...goodPlan, 'fleet/homes/ws-1/auth-agent.pid': '' });
  const { told, calls } = watched(folder);
  await writeFile(join(folder, 'fleet/homes/ws-1/auth-agent.pid'), '12');
  await writeFile(join(folder, 'fleet/known_hosts'), '');
  await told();
  const after = calls();
  await writeFile(join(folder, 'fleet/homes/ws-1/auth-agent.pid'), '13');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const between = calls();
  expect([after, between]).toEqual([1, 1]);
});

test('a burst of changes is told once', async () => {
  const folder = await planOnDisk(goodPlan);
  const { told, calls } = watched(folder, { debounceMs: 300 });
  for (let count = 0; count < 20; count++) await writeFile(join(folder, 'services/sign-in.yaml'), `${count}`);
  await told();
  expect(calls()).toBe(1);
});

test('changes that never stop are told all the same', async () => {
  const folder = await planOnDisk(goodPlan);
  const { told } = watched(folder, { debounceMs: 10_000, mostWaitMs: 100 });
  const busy = setInterval(() => void writeFile(join(folder, 'plan.yaml'), `${Math.random()}`), 10);
  onTestFinished(() => clearInterval(busy));
  await told();
  await told();
});

test('nothing is told after closing, even of a change before it', async () => {
  const folder = await planOnDisk(goodPlan);
  const closed = watched(folder, { debounceMs: 300 });
  const open = watched(folder, { debounceMs: 700 });
  await writeFile(join(folder, 'plan.yaml'), 'changed');
  closed.watch.close();
  closed.watch.close();
  await open.told();
  expect(closed.calls()).toBe(0);
});
