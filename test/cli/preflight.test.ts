import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fleet } from '../../src/fleet/fleet';
import { until } from '../execution/wire';
import { built, emptyFolder, holdfast, startHoldfast } from '../helpers/holdfast';
import { practicePlan } from '../helpers/practice-plan';

let folder: string;
let plan: string;
let fleet: Fleet;
beforeAll(async () => {
  await built();
  folder = await emptyFolder();
  plan = path.join(folder, 'plan');
  fleet = await practicePlan(plan, 30);
  // The disk of the machine that plays them all is nobody's business here.
  const df = `#!/bin/sh
[ -e "$HOME/../hold" ] && touch ../asked && sleep 60
echo '/dev/sda1 20000000 1000000 19000000 5% /'
`;
  await writeFile(path.join(plan, 'fleet', 'bin', 'df'), df, { mode: 0o755 });
}, 120_000);
afterAll(async () => {
  await fleet.close();
  await rm(folder, { recursive: true, force: true });
});

const preflight = (...more: readonly string[]) => holdfast('preflight', 'sign-in', '--plan', plan, ...more);

test('a fleet that is ready ends with 0, and no journal is needed or made', async () => {
  const { code, stdout } = await preflight('--json');
  const { ready, total, found, runbook } = JSON.parse(stdout);
  expect([code, ready === total && total > 20, found, runbook]).toEqual([0, true, [], 'restart-auth-agent']);
}, 60_000);

test('a fleet that is not ends with 1, and says counts by cause, the endpoints behind them and their sites', async () => {
  const { found } = JSON.parse((await preflight('--json')).stdout);
  expect(found).toEqual([]);
  const [first, second] = fleet.endpoints.map((each) => each.name).sort();
  await fleet.control({ act: 'fault', kind: 'refuse', endpoints: [first ?? ''] });
  await fleet.control({ act: 'fault', kind: 'changed-key', endpoints: [second ?? ''] });
  const { code, stdout } = await preflight();
  await fleet.control({ act: 'clear' });
  const lines = stdout.split('\n').map((line) => line.trim());
  expect([
    code,
    lines.filter((line) => /^\d+ (unreachable|host key changed)$/.test(line)),
    lines.some((line) => line.startsWith(`${first}: connect ECONNREFUSED`)),
    lines.includes('By site'),
    /\d+ of \d+ endpoints ready/.test(stdout),
  ]).toEqual([1, ['1 host key changed', '1 unreachable'], true, true, true]);
}, 60_000);

test('what is the same everywhere is said once, with its count, its names and what would be right', async () => {
  const file = path.join(plan, 'plan.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^( +identity:).*$/m, '$1 fleet/no-such-key'));
  const agent = process.env.SSH_AUTH_SOCK;
  delete process.env.SSH_AUTH_SOCK;
  const { code, stdout } = await preflight();
  if (agent !== undefined) process.env.SSH_AUTH_SOCK = agent;
  await writeFile(file, text);
  const lines = stdout.split('\n');
  const [counted, alike, names, right] = lines;
  expect([code, lines.filter((line) => line.includes('no SSH agent')).length]).toEqual([1, 1]);
  expect([counted, alike, names?.split(', ').length, names?.endsWith(' more'), right]).toEqual([
    '30 login refused',
    '  30 alike: the plan names no private key (fleet.identity in plan.yaml), and there is no SSH agent',
    20,
    true,
    expect.stringMatching(/^ {2}Right would be: .*fleet\.identity.*ssh-add/),
  ]);
}, 60_000);

test('what the plan does not have is wrong usage, with what it has', async () => {
  const service = await holdfast('preflight', 'printing', '--plan', plan);
  const runbook = await preflight('--runbook', 'reboot');
  const folderless = await holdfast('preflight', 'sign-in', '--plan', path.join(folder, 'nowhere'));
  expect([service.code, runbook.code, folderless.code]).toEqual([2, 2, 2]);
  expect(runbook.stderr).toContain('The plan has no runbook "reboot". It has: ');
}, 60_000);

test('Ctrl C breaks it off, and a look that is not whole says nothing', async () => {
  const homes = path.join(plan, 'fleet', 'homes');
  await writeFile(path.join(homes, 'hold'), '');
  const { child, ended } = startHoldfast('preflight', 'sign-in', '--plan', plan, '--json');
  await until(() => child.exitCode !== null || existsSync(path.join(homes, 'asked')));
  child.kill('SIGINT');
  const { code, stdout } = await ended;
  expect([code, stdout]).toEqual([130, '']);
}, 60_000);
