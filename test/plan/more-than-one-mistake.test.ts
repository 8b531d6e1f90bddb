import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, planOnDisk, problemsWith } from './plan-on-disk';

const serviceText = goodPlan['services/sign-in.yaml'];
const said = async (files: Record<string, string>) =>
  (await problemsWith(files)).map(({ file, line, rule }) => `${file}:${line} ${rule}`);

test('a file with a wrong value is still asked for what it names in others', async () => {
  const text = serviceText.replace('tier: 1', 'tier: high').replace('maria.chen', 'mario.chen');
  expect(await said({ 'services/sign-in.yaml': text.replace('restart-agent', 'restart-agnt') })).toEqual([
    'services/sign-in.yaml:3 wrong-value',
    'services/sign-in.yaml:4 unknown-person',
    'services/sign-in.yaml:9 unknown-runbook',
  ]);
});

test('a file with a missing field, a missing group and a wrong item of a list is asked, too', async () => {
  const text = serviceText
    .replace('name: Clinical sign-in\n', '')
    .replace('objectives: { rto: 15m, mtpd: 4h }\n', '')
    .replace('restore:', 'depends_on: [7, directory]\nrestore:');
  expect(await said({ 'services/sign-in.yaml': text })).toEqual([
    'services/sign-in.yaml:1 missing-field',
    'services/sign-in.yaml:1 missing-field',
    'services/sign-in.yaml:7 wrong-value',
    'services/sign-in.yaml:7 unknown-service',
  ]);
});

test('nothing is said of what was made up for a wrong value', async () => {
  const people = goodPlan['plan.yaml'].replace('roles: [incident-commander]', 'roles: incident-commander');
  const text = `${serviceText}authority: { initiate: [role:incident-commander] }\n`;
  expect([
    await said({ 'services/sign-in.yaml': serviceText.replace('owner: maria.chen', 'owner: Maria Chen') }),
    await said({ 'plan.yaml': people, 'services/sign-in.yaml': text }),
    await said({ 'plan.yaml': goodPlan['plan.yaml'].replace('id: maria.chen', 'id: Maria') }),
  ]).toEqual([
    ['services/sign-in.yaml:4 wrong-value'],
    ['plan.yaml:6 wrong-value'],
    ['plan.yaml:4 wrong-value'],
  ]);
});

test('a file that is a list, a word or half a line is refused without more', async () => {
  const texts = ['- id: sign-in\n', 'sign-in\n', 'id: sign-in\nname: "Clin'];
  const found = await Promise.all(texts.map((text) => said({ 'services/sign-in.yaml': text })));
  expect(found).toEqual([
    ['services/sign-in.yaml:1 wrong-value'],
    ['services/sign-in.yaml:1 wrong-value'],
    ['services/sign-in.yaml:2 yaml-syntax'],
  ]);
});

test('every line of a file cut off anywhere is a plan or a problem with a place, never a fault', async () => {
  const folder = await planOnDisk(goodPlan);
  for (let length = 0; length < serviceText.length; length += 3) {
    const file = await open(join(folder, 'services/sign-in.yaml'), 'w');
    await file.writeFile(serviceText.slice(0, length));
    await file.close();
    const { plan, problems } = await readPlan(folder);
    expect(plan !== null || problems.every(({ line, message, fix }) => line > 0 && message && fix)).toBe(
      true,
    );
  }
});

test('tabs on several lines are told, and nothing of what they make of the rest', async () => {
  const text = serviceText.replace(
    'probes:\n  - { id: agent',
    'probes:\n\t- id: agent\n\t  ssh: "x"\n  - { id: other',
  );
  expect(await said({ 'services/sign-in.yaml': text })).toEqual([
    'services/sign-in.yaml:8 yaml-tab',
    'services/sign-in.yaml:9 yaml-tab',
  ]);
});

test('a share without a unit is read as it was, and warned about', async () => {
  const runbook = `${goodPlan['runbooks/restart-agent.yaml']}budget: { failed: 0.1, denied: 1, unreachable: 20% }\n`;
  const service = serviceText.replace('auth-agent }', 'auth-agent, degraded: 0.125 }');
  const found = await problemsWith({
    'runbooks/restart-agent.yaml': runbook,
    'services/sign-in.yaml': service,
  });
  expect(found.map(({ line, rule, severity, message, fix }) => [line, severity, rule, message, fix])).toEqual(
    [
      [
        6,
        'warning',
        'share-without-unit',
        'budget.failed is 0.1 without a unit, and means 10%.',
        'Write 10%.',
      ],
      [
        6,
        'warning',
        'share-without-unit',
        'budget.denied is 1 without a unit, and means 100%.',
        'Write 100%.',
      ],
      [
        8,
        'warning',
        'share-without-unit',
        'probes.agent.degraded is 0.125 without a unit, and means 12.5%.',
        'Write 12.5%.',
      ],
    ],
  );
});

test('a plan file of fifty megabytes is refused by its size', async () => {
  const folder = await planOnDisk(goodPlan);
  const path = join(folder, 'plan.yaml');
  await rm(path);
  const file = await open(path, 'w');
  // A hole of this length, as `truncate` makes it.
  await file.truncate(50_000_000);
  await file.close();
  expect((await readPlan(folder)).problems.map(({ file: at, rule }) => [at, rule])).toEqual([
    ['plan.yaml', 'too-large'],
  ]);
});

test('fields of the plan are not taken for those that JavaScript objects have', async () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const found = await Promise.all(
    names.map((name) => said({ 'services/sign-in.yaml': `${serviceText}${name}: 1\n` })),
  );
  expect(found).toEqual(names.map(() => ['services/sign-in.yaml:10 unknown-field']));
});
