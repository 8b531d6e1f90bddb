import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allRecords } from '../../src/app/export-incident';
import { openSession } from '../../src/app/session';
import { foldWorld } from '../../src/domain/evolve-world';
import type { Run } from '../../src/domain/run/run-state';
import type { Fleet } from '../../src/fleet/fleet';
import { readJournal } from '../../src/store/journal-reader';
import { built, emptyFolder, startHoldfast } from '../helpers/holdfast';
import { practicePlan } from '../helpers/practice-plan';

const size = 60;
let folder: string;
let fleet: Fleet;
let names: readonly string[];

beforeAll(async () => {
  await built();
  folder = await emptyFolder();
  // Few in flight, so that for most of the run some endpoints are final, some in flight and some waiting.
  fleet = await practicePlan(path.join(folder, 'plan'), size, '{ canary: 2, size: 60, max_in_flight: 6 }');
  names = fleet.endpoints.map((each) => each.name);
  // Slow enough that a kill falls into the middle of a wave.
  await fleet.control({ act: 'fault', kind: 'slow', endpoints: [...names], delayMs: 400 });
  await fleet.control({ act: 'break', service: 'auth-agent', share: 1 });
}, 120_000);
afterAll(async () => {
  await fleet.close();
  await rm(folder, { recursive: true, force: true });
});

test('after kill -9 in the middle of a run nothing acknowledged is lost and every endpoint is pending, unknown or final', async () => {
  const data = path.join(folder, 'data');
  const { child, ended } = startHoldfast(
    ...[
      'run',
      'sign-in',
      '--plan',
      path.join(folder, 'plan'),
      '--as',
      'maria.chen',
      '--yes',
      '--json',
      '--data',
      data,
    ],
  );
  const before = await runInTheMiddle(data, child);
  child.kill('SIGKILL');
  await ended;

  const session = openSession({
    folder: data,
    version: 'test',
    actsByItself: false,
    execution: { workerFile: null },
    keychain: null,
    onFault: (error) => expect.fail(String(error)),
  });
  const after = session.core?.ledger.world().runs[before.id];
  await session.close();
  if (!after) throw new Error('the run vanished');

  expect(after.result).toBe('interrupted');
  const states = new Set(Object.values(after.endpoints).map((each) => each.state));
  expect([...states].every((state) => state !== 'sending' && state !== 'cancelled')).toBe(true);
  expect(states.has('unknown')).toBe(true);
  // What was final before the kill is the same after it.
  for (const [name, { state, outcome }] of Object.entries(before.endpoints))
    if (outcome && state !== 'pending' && state !== 'sending')
      expect(after.endpoints[name]?.outcome).toEqual(outcome);
  // The endpoints themselves agree: what the journal calls never sent was never started.
  for (const [name, { state, step }] of Object.entries(after.endpoints))
    if (state === 'pending' && step === null) expect(await starts(name)).toBe(0);
}, 120_000);

/** Resolves as soon as the journal shows some endpoints final, some in flight and some waiting. */
async function runInTheMiddle(data: string, child: { readonly exitCode: number | null }): Promise<Run> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('the run ended before it could be killed');
    const run = await readRun(data).catch(() => undefined);
    const states = Object.values(run?.endpoints ?? {}).map((each) => each.state);
    if (run && states.includes('ok') && states.includes('sending') && states.includes('pending')) return run;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function readRun(data: string): Promise<Run | undefined> {
  const journal = readJournal(path.join(data, 'journal.db'));
  try {
    return Object.values(foldWorld(allRecords(journal)).runs)[0];
  } finally {
    journal.close();
  }
}

async function starts(endpoint: string): Promise<number> {
  const log = path.join(folder, 'plan', 'fleet', 'homes', endpoint, 'svc', 'auth-agent', 'log');
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line.endsWith(' start')).length;
}
