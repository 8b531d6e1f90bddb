import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openConsole, wardPlan } from '../helpers/console';
import { planOnDisk } from '../plan/plan-on-disk';

const service = 'services/sign-in.yaml';
const runbook = 'runbooks/restart-agent.yaml';

/** A console whose first folder has a mistake in two files, so that no plan is in force. */
async function onBrokenFolder() {
  const console = openConsole();
  const root = await planOnDisk({
    ...wardPlan,
    [service]: wardPlan[service].replace('rto: 15m', 'rto: 5h').replace('tier: 1', 'tier: 9'),
    [runbook]: wardPlan[runbook].replace('owner: maria.chen', 'owner: nobody'),
  });
  await console.core.plans.open(root);
  const read = (file: string) => console.handlers['plan.read']({ file });
  const save = async (file: string, from: string, to: string) => {
    const { base, text } = await read(file);
    return console.handlers['plan.save']({
      file,
      from: base?.digest ?? null,
      text: text.replace(from, to),
    });
  };
  const onDisk = (file: string) => readFile(path.join(root, file), 'utf8');
  return { console, root, read, save, onDisk };
}

test('a folder that was never in force is mended by whoever opened it, one mistake after the other, until its plan is', async () => {
  const { console, save, onDisk } = await onBrokenFolder();
  expect(console.core.plans.status().plan).toBeNull();
  const saved = [
    await save(service, 'tier: 9', 'tier: 1'),
    await save(runbook, 'owner: nobody', 'owner: maria.chen'),
    await save(service, 'rto: 5h', 'rto: 15m'),
  ];
  expect(saved.map(({ state }) => state)).toEqual(['saved', 'saved', 'saved']);
  const plan = await console.until(() => console.core.plans.status().plan);
  expect([plan.organisation, await onDisk(service)]).toEqual(['Example', wardPlan[service]]);
});

test('the journal keeps that files were changed while nobody was named, and which', async () => {
  const { console, save } = await onBrokenFolder();
  const saved = await save(service, 'tier: 9', 'tier: 1');
  const record = console.core.ledger.recent().findLast(({ type }) => type === 'plan.prepared');
  const to = saved.state === 'saved' ? saved.version.digest : '';
  expect([record?.actor, record?.data]).toEqual([
    'console',
    { file: service, from: expect.stringMatching(/^[0-9a-f]{64}$/), to },
  ]);
});

test('a file opens with what is wrong with it together with others, at the field', async () => {
  const { read } = await onBrokenFolder();
  const { problems } = await read(runbook);
  expect(problems.map(({ rule, line, path: at }) => [rule, line, at])).toEqual([
    ['unknown-person', 3, ['owner']],
  ]);
});

test('once a plan is in force only whom it names may change it, and a mistake is in the way again', async () => {
  const { console, save } = await onBrokenFolder();
  await save(service, 'tier: 9', 'tier: 1');
  await save(service, 'rto: 5h', 'rto: 15m');
  await save(runbook, 'owner: nobody', 'owner: maria.chen');
  await console.until(() => console.core.plans.status().plan);
  await expect(save(service, 'tier: 1', 'tier: 2')).rejects.toThrow('Say who you are');
  await console.handlers['operator.signIn']({ person: 'maria.chen' });
  expect((await save(service, 'rto: 15m', 'rto: 5h')).state).toBe('refused');
});
