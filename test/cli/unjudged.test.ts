import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fleet } from '../../src/fleet/fleet';
import { built, emptyFolder, holdfast } from '../helpers/holdfast';
import { practicePlan } from '../helpers/practice-plan';

let folder: string;
let fleet: Fleet;
beforeAll(async () => {
  await built();
  folder = await emptyFolder();
  fleet = await practicePlan(path.join(folder, 'plan'), 30);
  await fleet.control({ act: 'break', service: 'auth-agent', share: 1 });
}, 120_000);
afterAll(async () => {
  await fleet.close();
  await rm(folder, { recursive: true, force: true });
});

test('a fleet without host keys on file is not an outage: nothing is declared, and it says what is missing', async () => {
  await writeFile(path.join(folder, 'plan', 'fleet', 'known_hosts'), '');
  const data = path.join(folder, 'data');
  const run = ['run', 'sign-in', '--plan', path.join(folder, 'plan'), '--as', 'maria.chen', '--yes'];
  const { code, stderr } = await holdfast(...run, '--data', data);
  const status = await holdfast('status', '--data', data);
  expect([code, stderr.split('\n').filter((line) => line.startsWith('holdfast:'))]).toEqual([
    4,
    [
      'holdfast: Clinical sign-in cannot be judged (0 of 30 endpoints failing, 30 not known: host key). npx holdfast preflight sign-in names them; npx holdfast plan keys shows who has no host key on file. Nothing was declared, nothing was sent.',
    ],
  ]);
  expect(status.stdout).toMatch(
    /unknown +Clinical sign-in · 0 of 30 endpoints failing, 30 not known: host key/,
  );
  expect(status.stdout).toMatch(/Incidents\n {2}none/);
}, 60_000);
