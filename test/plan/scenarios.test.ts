import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, listed, planOnDisk } from './plan-on-disk';

const scenario = '# Flood in the server room\n\n1. Who hears of it first?\n';

test('texts in scenarios are part of a plan, and change neither what it says nor what it was proven with', async () => {
  const without = await readPlan(await planOnDisk(goodPlan));
  const files = { ...goodPlan, 'scenarios/flood.md': scenario, 'scenarios/floor.png': 'PNG' };
  const { plan, problems } = await readPlan(await planOnDisk(files));
  expect([plan?.digest, problems]).toEqual([without.plan?.digest, []]);
});

test('a scenario that nobody can read is warned about and keeps no plan from being in force', async () => {
  const folder = await planOnDisk({
    ...goodPlan,
    'scenarios/bytes.md': new Uint8Array([35, 32, 255]),
    'scenarios/long.md': 'x'.repeat(200_001),
  });
  const elsewhere = await planOnDisk({ 'secret.md': scenario });
  await symlink(join(elsewhere, 'secret.md'), join(folder, 'scenarios/out.md'));
  const { plan, problems } = await readPlan(folder);
  expect([plan !== null, listed(problems)]).toEqual([
    true,
    [
      'scenarios/bytes.md:1:3 warning not-utf-8  Byte 2 of scenarios/bytes.md (counted from 0) is not UTF-8 text. Save the file as UTF-8.',
      'scenarios/long.md:1:1 warning too-large  scenarios/long.md has 200001 bytes; at most 200000 are read. Split it, or check that it is the right file.',
      'scenarios/out.md:1:1 warning outside-folder  scenarios/out.md leads out of the plan folder. Copy the file into the folder.',
    ],
  ]);
});

test('a folder of scenarios that leads out of the plan is not read', async () => {
  const folder = await planOnDisk(goodPlan);
  const elsewhere = await planOnDisk({});
  await mkdir(elsewhere, { recursive: true });
  await writeFile(join(elsewhere, 'secret.md'), scenario);
  await symlink(elsewhere, join(folder, 'scenarios'));
  const { plan, problems } = await readPlan(folder);
  expect([plan !== null, problems.map(({ file, rule, severity }) => [file, rule, severity])]).toEqual([
    true,
    [['scenarios', 'outside-folder', 'warning']],
  ]);
});
