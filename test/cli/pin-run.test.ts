import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fleet } from '../../src/fleet/fleet';
import { built, emptyFolder, holdfast } from '../helpers/holdfast';
import { makeLive, pinKeptIn, recordsIn } from '../helpers/pins';
import { practicePlan } from '../helpers/practice-plan';

let folder: string;
let plan: string;
let fleet: Fleet;
let right: string;
let wrong: string;

beforeAll(async () => {
  await built();
  folder = await emptyFolder();
  plan = path.join(folder, 'plan');
  fleet = await practicePlan(plan, 12);
  await fleet.control({ act: 'break', service: 'auth-agent', share: 1 });
  right = pinKeptIn(folder, 'right', 'one-two-3\n');
  wrong = pinKeptIn(folder, 'wrong', 'one-two-4\n');
}, 120_000);
afterAll(async () => {
  await fleet.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (data: string, ...more: string[]) =>
  holdfast('run', 'sign-in', '--plan', plan, '--as', 'maria.chen', '--yes', '--data', data, ...more);
const typesIn = (data: string) => recordsIn(data).map((each) => each.type);

test('in a drill, who has a PIN gives it: neither their name nor a wrong one starts anything', async () => {
  const data = path.join(folder, 'drill');
  await holdfast('pin', 'set', 'maria.chen', '--plan', plan, '--data', data, '--pin-file', right);
  const byName = await run(data);
  const asJson = await run(data, '--json');
  const guessed = await run(data, '--pin-file', wrong);
  expect([
    [byName.code, byName.stderr],
    [asJson.code, JSON.parse(asJson.stdout).error.message],
    [guessed.code, guessed.stderr],
    typesIn(data).filter((each) => /^(operator\.(signed-in|refused)|incident|run)/.test(each)),
  ]).toEqual([
    [
      2,
      'holdfast: A PIN is asked for only on a terminal. maria.chen has one at this console: give it with --pin-file <path>.\n',
    ],
    [2, '--json cannot ask for a PIN. maria.chen has one at this console: give it with --pin-file <path>.'],
    [3, 'holdfast: Wrong PIN for Maria Chen. 1 wrong so far; try again.\n'],
    ['operator.refused'],
  ]);
});

test('in a live plan nobody runs anything without a PIN; with it the service is restored, signed in as proven', async () => {
  const data = path.join(folder, 'live');
  await makeLive(plan);
  const unknown = await run(data);
  const set = await holdfast('pin', 'set', 'maria.chen', '--data', data, '--pin-file', right);
  const proven = await run(data, '--pin-file', right, '--json');
  const signedIn = recordsIn(data).find((each) => each.type === 'operator.signed-in');
  expect([
    [unknown.code, unknown.stderr.includes('on the command line: holdfast pin set maria.chen')],
    // The plan that was in force names the person; it need not be given again.
    set.code,
    [proven.code, JSON.parse(proven.stdout).outcome],
    signedIn?.data,
  ]).toEqual([[3, true], 0, [0, 'verified'], { person: 'maria.chen', proof: 'pin' }]);
}, 90_000);
