import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, listed, planOnDisk, planWith } from './plan-on-disk';

const channel = (id: string, secret: string) =>
  `  - { id: ${id}, name: C, kind: slack, secret: ${secret} }\n`;

test('the call tree is who commands first, as far as the plan has them', async () => {
  const people = `people:
  - { id: a, name: A, roles: [communications-lead, operations-lead] }
  - { id: b, name: B, roles: [deputy, scribe] }
`;
  const callTree = async (lines = '') => {
    const plan = `${goodPlan['plan.yaml'].replace('people:\n', people)}${lines}`;
    return (await readPlan(await planOnDisk({ ...goodPlan, 'plan.yaml': plan }))).plan?.callTree;
  };
  expect([
    await callTree(),
    await callTree('call_tree: [b, role:scribe]\n'),
    await callTree('call_tree: []\n'),
  ]).toEqual([
    ['role:incident-commander', 'role:deputy', 'role:operations-lead', 'role:communications-lead'],
    ['b', 'role:scribe'],
    [],
  ]);
});

test('whoever is to be called must exist', async () => {
  const { problems } = await planWith('', 'call_tree: [maria, role:deputy]\n');
  expect(listed(problems)).toEqual([
    'plan.yaml:9:13 error unknown-person  plan.yaml names no person "maria". Add the person under "people:".',
    'plan.yaml:9:20 error unknown-role  Nobody in plan.yaml has the role "deputy". Give it to a person there.',
  ]);
});

test('alerts are received on loopback unless an interface is named', async () => {
  const listener = async (fields: string) =>
    (await planWith('', `receivers: { ${fields} }\n`)).plan?.listener;
  expect([await listener('secret: token'), await listener('bind: eth0, port: 80, secret: ~/token')]).toEqual([
    { bind: 'loopback', port: 9099, secret: 'token' },
    { bind: 'eth0', port: 80, secret: '~/token' },
  ]);
});

test('alerts are never received without a secret, or on an address', async () => {
  const said = async (fields: string) => listed((await planWith('', `receivers: { ${fields} }\n`)).problems);
  expect([
    await said('port: 9099'),
    await said('bind: 0.0.0.0, secret: token'),
    await said('port: 0, secret: token'),
  ]).toEqual([
    [
      'plan.yaml:9:1 error missing-field  receivers.secret is missing. Add it, for example "secret: ~/.holdfast/receiver-token".',
    ],
    [
      'plan.yaml:9:20 error wrong-value  receivers.bind must be loopback or the name of a network interface, not "0.0.0.0". Write for example loopback.',
    ],
    [
      'plan.yaml:9:20 error wrong-value  receivers.port must be a whole number from 1 to 65535, not 0. Write for example 9099.',
    ],
  ]);
});

test('the console locks after ten minutes, or after what is written', async () => {
  const { plan, problems } = await planWith('', 'console: { lock_after: 30s }\n');
  const never = await planWith('', 'console: { lock_after: 0m }\n');
  expect([problems, plan?.lockAfterMs, listed(never.problems)]).toEqual([
    [],
    30_000,
    [
      'plan.yaml:9:24 error wrong-value  console.lock_after must be a duration from 100ms to 24h such as 15s, not "0m". Write for example 10m.',
    ],
  ]);
});

test('a secret is a file in the folder, an absolute one, or one from home, whether it exists or not', async () => {
  const plan = `${goodPlan['plan.yaml']}channels:\n${channel('a', 'secrets/slack')}${channel('b', '/etc/slack')}${channel('c', '~/slack')}${channel('d', '__proto__')}receivers: { secret: ./secrets/../token }\n`;
  const folder = await planOnDisk({ ...goodPlan, 'plan.yaml': plan, 'secrets/slack': 'https://a.example' });
  await chmod(join(folder, 'secrets/slack'), 0o600);
  const { secretFiles, problems } = await readPlan(folder);
  expect([problems, Object.entries(secretFiles)]).toEqual([
    [],
    [
      ['secrets/slack', join(folder, 'secrets/slack')],
      ['/etc/slack', '/etc/slack'],
      ['~/slack', join(homedir(), 'slack')],
      ['__proto__', join(folder, '__proto__')],
      ['./secrets/../token', join(folder, 'token')],
    ],
  ]);
});

test.skipIf(process.platform === 'win32')(
  'a secret that everyone on this machine may read is told before anything has to be sent with it',
  async () => {
    const plan = `${goodPlan['plan.yaml']}channels:\n${channel('a', 'secrets/slack')}${channel('b', 'secrets/own')}receivers: { secret: token }\n`;
    const folder = await planOnDisk({
      ...{ ...goodPlan, 'plan.yaml': plan, token: 'x' },
      ...{ 'secrets/slack': 'https://a.example', 'secrets/own': 'https://a.example' },
    });
    await chmod(join(folder, 'secrets/slack'), 0o644);
    await chmod(join(folder, 'secrets/own'), 0o640);
    await chmod(join(folder, 'token'), 0o604);
    const { plan: adopted, problems } = await readPlan(folder);
    expect([adopted === null, listed(problems)]).toEqual([
      false,
      [
        'plan.yaml:10:44 warning secret-open  channels.a.secret "secrets/slack" is open to everyone on this machine, and is not used while it is. Run: chmod 600 secrets/slack',
        'plan.yaml:12:22 warning secret-open  receivers.secret "token" is open to everyone on this machine, and is not used while it is. Run: chmod 600 token',
      ],
    ]);
  },
);

test('a secret that leads out of the folder by its words or by a link is refused', async () => {
  const plan = `${goodPlan['plan.yaml']}channels:\n${channel('a', '../slack')}${channel('b', 'secrets/slack')}receivers: { secret: a/../../token }\n`;
  const outside = await planOnDisk({ slack: 'https://a.example' });
  const folder = await planOnDisk({ ...goodPlan, 'plan.yaml': plan });
  await mkdir(join(folder, 'secrets'));
  await symlink(join(outside, 'slack'), join(folder, 'secrets/slack'));
  const { plan: none, secretFiles, problems } = await readPlan(folder);
  const fix = 'Write a path inside the folder, an absolute path, or one from ~/.';
  expect([none, secretFiles, listed(problems)]).toEqual([
    null,
    {},
    [
      `plan.yaml:10:44 error outside-folder  channels.a.secret "../slack" is not inside the plan folder. ${fix}`,
      `plan.yaml:11:44 error outside-folder  channels.b.secret "secrets/slack" is not inside the plan folder. ${fix}`,
      `plan.yaml:12:22 error outside-folder  receivers.secret "a/../../token" is not inside the plan folder. ${fix}`,
    ],
  ]);
});

test('a secret is never opened and changes no digest', async () => {
  const plan = `${goodPlan['plan.yaml']}channels:\n${channel('a', 'slack')}`;
  const folder = await planOnDisk({ ...goodPlan, 'plan.yaml': plan });
  const { lint: _, ...before } = await readPlan(folder);
  // Bytes that would be refused as text anywhere else in the folder.
  await writeFile(join(folder, 'slack'), new Uint8Array([255, 0, 1]), { mode: 0o600 });
  expect([before.problems, await readPlan(folder)]).toMatchObject([[], before]);
});
