import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fleet } from '../../src/fleet/fleet';
import { built, emptyFolder, holdfast } from '../helpers/holdfast';
import { recordsIn } from '../helpers/pins';
import { practicePlan } from '../helpers/practice-plan';

let folder: string;
let plan: string;
let fleet: Fleet;

beforeAll(async () => {
  await built();
  folder = await emptyFolder();
  plan = path.join(folder, 'plan');
  fleet = await practicePlan(plan, 12);
  await fleet.control({ act: 'break', service: 'auth-agent', share: 1 });
  await mkdir(path.join(folder, 'copied'));
  await writeFile(path.join(plan, 'agent.conf'), 'renewed\n');
  await writeFile(
    path.join(plan, 'runbooks/restart-auth-agent.yaml'),
    `id: restart-auth-agent
name: Restart the auth agent
owner: jon.ade
parameters:
  - { id: unit, default: nothing, pattern: "[a-z-]+" }
  - { id: pause, type: duration, default: 0m }
steps:
  - { id: settings, copy: agent.conf, to: "${folder}/copied/{{ unit }}-{{ endpoint.name }}" }
  - { id: start, script: 'sleep "$HF_PAUSE"; svc start "$1"', args: ["{{ unit }}"] }
  - { id: check, wait_until: "svc status {{ unit }}", every: 100ms, timeout: 10s }
waves: { canary: 1, size: 20, max_in_flight: 20 }
`,
  );
}, 120_000);
afterAll(async () => {
  await fleet.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (data: string, ...more: string[]) =>
  holdfast('run', 'sign-in', '--plan', plan, '--as', 'maria.chen', '--yes', '--data', data, ...more);

test('a value that the runbook does not take is refused before anything is declared', async () => {
  const data = path.join(folder, 'refused');
  const unknown = await run(data, '--set', 'unti=auth-agent');
  const hostile = await run(data, '--set', 'unit=$(reboot)');
  const malformed = await run(data, '--set', 'unit');
  expect([
    [unknown.code, unknown.stderr.split('\n')[0]],
    [hostile.code, hostile.stderr.split('\n')[0]],
    malformed.code,
    recordsIn(data).filter(({ type }) => /^(incident|run)/.test(type)),
  ]).toEqual([
    [2, 'holdfast: The runbook has no parameter "unti". Its parameters are unit, pause.'],
    [2, 'holdfast: unit must match [a-z-]+.'],
    2,
    [],
  ]);
}, 60_000);

test('a run with values of its own sends them, and they stand in the manifest on record', async () => {
  const data = path.join(folder, 'data');
  const { code, stderr } = await run(data, '--set', 'unit=auth-agent', '--set', 'pause=10ms');
  const started = recordsIn(data).find(({ type }) => type === 'run.started');
  const copied = readdirSync(path.join(folder, 'copied'));
  expect([
    code,
    stderr.match(/^Value .*$/gm),
    started?.type === 'run.started' && started.data.manifest.values,
    copied.length > 5,
    copied.every((name) => name.startsWith('auth-agent-') && !name.includes('.XXXX')),
    readFileSync(path.join(folder, 'copied', copied[0] ?? ''), 'utf8'),
  ]).toEqual([
    0,
    ['Value       unit = "auth-agent"', 'Value       pause = "0.01"'],
    { unit: 'auth-agent', pause: '0.01' },
    true,
    true,
    'renewed\n',
  ]);
}, 60_000);
