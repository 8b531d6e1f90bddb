import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { consoleFacts, hostsIn } from '../../src/app/console-facts';
import { hospital, restartAgent } from '../helpers/hospital';

const [step] = restartAgent.steps as [(typeof restartAgent.steps)[0]];
const plan = {
  ...hospital,
  runbooks: [{ ...restartAgent, steps: [{ ...step, kind: 'ansible' as typeof step.kind }] }],
  sudoSecret: 'sudo',
};
const nothing = { agentSocket: undefined, pins: null, nowMs: 1, path: undefined };

test('the names of a hosts file are known without DNS, and comments are none', () => {
  expect([
    ...hostsIn('127.0.0.1 localhost Box # not this\n#10.0.0.1 nor-this\n\n10.0.0.2\tdb-1 db-1.example\n'),
  ]).toEqual(['localhost', 'box', 'db-1', 'db-1.example']);
});

test('what is there of keys, secrets and programs is found, and what is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-facts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = (name: string) => join(folder, name);
  const secretFiles = { sudo: file('sudo') };
  const before = consoleFacts(plan, { identityFile: file('key'), secretFiles }, nothing);
  await writeFile(file('key'), 'a key that nobody locked');
  await writeFile(file('sudo'), 'secret');
  await writeFile(file('ansible-playbook'), '');
  await chmod(file('ansible-playbook'), 0o755);
  const here = { ...nothing, path: folder, pins: ['maria'] };
  const after = consoleFacts(plan, { identityFile: file('key'), secretFiles }, here);
  const byAgent = consoleFacts(
    plan,
    { identityFile: null, secretFiles: {} },
    { ...nothing, agentSocket: file('key') },
  );
  const shown = ({ login, sudoSecret, programs, pins }: typeof before) => [
    login,
    sudoSecret,
    [...programs],
    pins && [...pins],
  ];
  expect([before, after, byAgent].map(shown)).toEqual([
    ['none', 'missing', [], null],
    ['key', 'there', ['ansible-playbook'], ['maria']],
    ['agent', 'missing', [], null],
  ]);
});
