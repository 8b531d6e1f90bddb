import path from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { causeOf } from '../../../src/domain/run/outcome';
import { createWorkerPool } from '../../../src/execution/pool/worker-pool';
import {
  type FleetFault,
  fleetFaults,
  type LightFleetSize,
  startLightFleet,
} from '../../helpers/light-fleet';

const workerFile = path.resolve(import.meta.dirname, '../../../out/main/execution-worker.js');
/** What each fault has to be told as; `none` is an endpoint without one. */
const told: Readonly<Record<FleetFault | 'none', string>> = {
  none: 'ok',
  refuse: 'ConnectRefused',
  auth: 'AuthenticationFailure',
  'changed-key': 'HostKeyMismatch',
  hang: 'CommandTimeout',
  drop: 'ConnectionLost',
  exit: 'NonZeroExit',
};

beforeAll(() => ensureBuilt());

/** One command on every endpoint at once; counts `fault → cause`, as it was and as it has to be. */
async function sweep(size: LightFleetSize) {
  const fleet = await startLightFleet(size);
  onTestFinished(() => fleet.close());
  const ssh = { privateKey: fleet.clientKey, connectTimeoutMs: 20_000, execDeadlineMs: 20_000 };
  const pool = createWorkerPool({ workerFile, ssh, size: 2 });
  const was: Record<string, number> = {};
  const due: Record<string, number> = {};
  const count = (counts: Record<string, number>, key: string) => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  await Promise.all(
    fleet.endpoints.map(async ({ target, ...endpoint }) => {
      const fault = endpoint.fault ?? 'none';
      const outcome = await pool.perform(target, { command: 'true', timeoutMs: 4_000 });
      count(was, `${fault} → ${causeOf(outcome)}`);
      count(due, `${fault} → ${told[fault]}`);
    }),
  );
  await pool.close();
  return { was, due };
}

test('of a thousand endpoints with every fault mixed, not one is lost or told as something else', async () => {
  const { was, due } = await sweep({ size: 1_000, faulty: 0.3, seed: 20_261_124 });
  expect(was).toEqual(due);
  expect(Object.keys(due)).toHaveLength(1 + fleetFaults.length);
}, 120_000);
