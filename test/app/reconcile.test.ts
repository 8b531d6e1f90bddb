import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSshTransport } from '../../src/execution/ssh';
import type { Journal } from '../../src/store/journal';
import { adopt, openConsole } from '../helpers/console';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { fleetPlan } from '../helpers/fleet-plan';
import { recordsOf } from '../helpers/running';

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startTestFleet(6);
}, 60_000);
afterAll(() => fleet.close());

const names = () => fleet.fleet.endpoints.map((each) => each.name);
const times = async (name: string) =>
  (await readFile(path.join(fleet.dir, 'homes', name, 'told'), 'utf8').catch(() => '')).split('\n').length -
  1;

/** Why the service was called restored, every time. A rollback is no reason. */
const restoredBy = (journal: Journal) =>
  recordsOf(journal).flatMap((each) =>
    each.type === 'service.changed' && each.data.to === 'restored' ? [each.data.because] : [],
  );

test('what was lost on the way is settled by the receipts, and a resume repeats none of it', async () => {
  const transport = createSshTransport({ privateKey: fleet.privateKey });
  const console = openConsole({ transport, actsByItself: false });
  const rows = fleet.fleet.endpoints.map((each) => ({ ...each, group: 'in' }));
  const runbook = `rollback: untell
steps:
  - { id: tell, command: "echo told >>told; echo said; exit 3", ok_exit_codes: [3] }
  - { id: check, verify: "test -s told" }
waves: { canary: 6, size: 6 }
budget: { failed: 100%, unreachable: 100%, denied: 100% }
`;
  await adopt(
    console,
    fleetPlan({ rows, identity: fleet.fleet.clientKeyPath, runbook, look: 'tcp: "127.0.0.1:1"' }),
  );
  const { core, handlers, clock, until } = console;
  const world = () => core.ledger.world();
  const runOf = (id: string) => world().runs[id];
  const start = async (manifest: string) => {
    const { run } = await handlers['run.start']({ incident: 'INC-0001', manifest });
    await until(() => runOf(run)?.result);
    return run;
  };
  await handlers['operator.signIn']({ person: 'maria.chen' });
  clock.advance(60_000);
  await until(() => world().services.work?.condition === 'down');
  await handlers['incident.declare']({ service: 'work', severity: 'SEV-1', takeCommand: true });
  clock.advance(100);
  const preview = await until(() => core.snapshot().live.previews.work);
  const dropped = names().slice(0, 2);
  // The connection is cut in the middle of the command, which runs to its end all the same.
  await fleet.fleet.control({ act: 'fault', kind: 'drop', endpoints: dropped });
  const first = await start(preview.manifest.digest);
  const lost = dropped.map((name) => runOf(first)?.endpoints[name]?.state);
  // The look at the end of the run is cut off just the same; only afterwards the endpoints can be asked.
  await core.reconcile(first);
  await fleet.fleet.control({ act: 'clear' });
  const found = await handlers['run.reconcile']({ run: first });
  const known = dropped.map((name) => runOf(first)?.endpoints[name]);
  expect([lost, found, known.map((each) => [each?.step, each?.state])]).toEqual([
    ['unknown', 'unknown'],
    { asked: 2, settled: 2 },
    [
      ['tell', 'pending'],
      ['tell', 'pending'],
    ],
  ]);

  const again = await handlers['run.previewRetry']({
    run: first,
    endpoints: dropped,
    from: 'where-it-ended',
  });
  const second = await start(again.manifest.digest);
  expect([
    again.manifest.entries.map(({ endpoint, fromStep }) => [endpoint, fromStep]),
    Object.values(runOf(second)?.endpoints ?? {}).map((each) => each.state),
    await Promise.all(names().map(times)),
  ]).toEqual([dropped.map((name) => [name, 'check']), ['ok', 'ok'], [1, 1, 1, 1, 1, 1]]);

  const back = await handlers['run.previewRollback']({ run: first });
  const third = await start(back.manifest.digest);
  expect([
    back.manifest.runbook,
    back.manifest.follows,
    runOf(third)?.result,
    restoredBy(core.journal).includes(`${third} completed`),
  ]).toEqual(['untell', { run: first, as: 'rollback' }, 'completed', false]);
});
