import { rm } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { built, emptyFolder, holdfast, startHoldfast } from '../helpers/holdfast';
import { practicePlan } from '../helpers/practice-plan';

beforeAll(built, 120_000);

test('Ctrl C in a run is Stop: what is in flight ends, the rest was never sent, and the run says so', async () => {
  const folder = await emptyFolder();
  const plan = path.join(folder, 'plan');
  const data = path.join(folder, 'data');
  const fleet = await practicePlan(plan, 30, '{ canary: 2, size: 60, max_in_flight: 4 }');
  const endpoints = fleet.endpoints.map((each) => each.name);
  await fleet.control({ act: 'fault', kind: 'slow', endpoints, delayMs: 400 });
  await fleet.control({ act: 'break', service: 'auth-agent', share: 1 });
  const { child, ended } = startHoldfast(
    ...['run', 'sign-in', '--plan', plan, '--as', 'maria.chen', '--yes', '--data', data],
  );
  while (child.exitCode === null && !(await runs(data)).some(({ counts }) => counts.ok > 2));
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  const [run] = await runs(data);
  await fleet.close();
  await rm(folder, { recursive: true, force: true });
  expect([code, stderr.includes('Stopping'), run?.result, run?.counts.sending, run?.counts.unknown]).toEqual([
    1,
    true,
    'stopped',
    0,
    0,
  ]);
  expect(run?.counts.pending).toBeGreaterThan(0);
}, 90_000);

type Tally = { readonly result: string | null; readonly counts: Record<string, number> & { ok: number } };

/** The runs of the only incident as `status` tells them; none while there is no journal yet. */
async function runs(data: string): Promise<readonly Tally[]> {
  const { code, stdout } = await holdfast('status', '--data', data, '--json');
  return code === 0 ? (JSON.parse(stdout).incidents[0]?.runs ?? []) : [];
}
