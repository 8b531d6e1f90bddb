import { rm, writeFile } from 'node:fs/promises';
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
  await writeFile(
    path.join(plan, 'runbooks/restart-auth-agent.yaml'),
    `id: restart-auth-agent
name: Restart the auth agent
owner: jon.ade
steps:
  - { id: rack, manual: { instruction: Move the cable, per_site: true } }
  - { id: ready, decision: { question: Ready?, options: [{ id: go, label: "Go" }, { id: leave, label: Leave, goes: end }] } }
  - { id: start, command: svc start auth-agent }
  - { id: check, verify: svc status auth-agent }
`,
  );
}, 120_000);
afterAll(async () => {
  await fleet.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (data: string, ...more: string[]) =>
  holdfast('run', 'sign-in', '--plan', plan, '--as', 'maria.chen', '--yes', '--data', data, ...more);
const typesIn = (data: string) => recordsIn(data).map(({ type }) => type);

test('where nobody can be asked, a runbook that asks people is refused before anything is declared', async () => {
  const data = path.join(folder, 'refused');
  const { code, stderr } = await run(data);
  const half = path.join(folder, 'half.json');
  await writeFile(half, '{"rack": "done", "ready": "perhaps"}');
  const unknown = await run(path.join(folder, 'half'), '--answers', half);
  expect([
    code,
    stderr,
    unknown.stderr,
    typesIn(data).filter((type) => /^(incident|run)/.test(type)),
  ]).toEqual([
    expect.any(Number),
    expect.stringContaining('rack asks a person, and nobody can be asked here.'),
    expect.stringContaining('ready asks a person'),
    [],
  ]);
}, 60_000);

test('with its answers in a file it is done to the end, each by the person at the command line', async () => {
  const data = path.join(folder, 'data');
  const answers = path.join(folder, 'answers.json');
  await writeFile(answers, '{"rack": "done", "ready": "go"}');
  const { code, stderr } = await run(data, '--answers', answers);
  const records = recordsIn(data);
  const chosen = records.find((each) => each.type === 'run.step-closed' && each.data.step === 'ready');
  const first = records.findIndex((each) => each.type === 'run.sending');
  expect([code, stderr.includes('completed'), chosen?.actor, chosen?.data]).toEqual([
    0,
    true,
    'person:maria.chen',
    { run: 'RUN-0001', step: 'ready', outcome: 'done', by: 'maria.chen', option: 'go' },
  ]);
  expect(records.indexOf(chosen as (typeof records)[number])).toBeLessThan(first);
}, 60_000);
