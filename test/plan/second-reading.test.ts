import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, planOnDisk } from './plan-on-disk';

test('a second reading of an unchanged folder is the same plan', async () => {
  const folder = await planOnDisk(goodPlan);
  await mkdir(join(folder, 'scenarios'));
  const { lint: _, ...first } = await readPlan(folder);
  expect(await readPlan(folder)).toMatchObject(first);
});
