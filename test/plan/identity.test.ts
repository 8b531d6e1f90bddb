import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, planOnDisk } from './plan-on-disk';

test('an identity that is the agent is no file, and nothing is missing', async () => {
  const plan = `${goodPlan['plan.yaml']}  identity: agent\n`;
  const { identityFile, problems } = await readPlan(await planOnDisk({ ...goodPlan, 'plan.yaml': plan }));
  expect([identityFile, problems]).toEqual([null, []]);
});
