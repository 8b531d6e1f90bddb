import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, planOnDisk } from './plan-on-disk';

test('an identity that is the agent is no file, and nothing is missing', async () => {
  const plan = `${goodPlan['plan.yaml']}  identity: agent\n`;
  const { identityFile, problems } = await readPlan(await planOnDisk({ ...goodPlan, 'plan.yaml': plan }));
  expect([identityFile, problems]).toEqual([null, []]);
});

async function withFleet(lines: string) {
  const folder = await planOnDisk({ ...goodPlan, 'plan.yaml': `${goodPlan['plan.yaml']}${lines}` });
  const { plan, identityFile, secretFiles, problems } = await readPlan(folder);
  return { password: plan?.password, identityFile, secretFiles, problems: problems.map(({ rule }) => rule) };
}

test('a password is asked for, or stands in a file that may be elsewhere and is not opened with the plan', async () => {
  const none = { identityFile: null, problems: [] };
  expect(await withFleet('  password: asked\n')).toEqual({ ...none, password: 'asked', secretFiles: {} });
  expect(await withFleet('  password: /nowhere/password\n')).toEqual({
    ...{ ...none, password: '/nowhere/password' },
    secretFiles: { '/nowhere/password': '/nowhere/password' },
  });
});

test('a plan with a password and a private key is refused, for one of them would not be used', async () => {
  expect((await withFleet('  identity: agent\n  password: asked\n')).problems).toEqual(['two-logins']);
});
