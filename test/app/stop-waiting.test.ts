import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stopRun } from '../../src/domain/run/commands';
import { resumable } from '../../src/domain/run/follow-up';
import type { Step } from '../../src/domain/run/runbook';
import { createSshTransport } from '../../src/execution/ssh';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { hospital, seconds } from '../helpers/hospital';
import { startRunning } from '../helpers/running';

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startTestFleet(3);
}, 60_000);
afterAll(() => fleet.close());

const waiting = (id: string, command: string, everyMs: number): Step => ({
  ...{ id, kind: 'wait-until', command, everyMs },
  ...{ timeoutMs: 3_600_000, idempotent: true, okExitCodes: [0] },
});

// A look that hangs would take 30 s, and the next one an hour: the time limit of this test is what holds them apart.
test.each([
  ['between two looks', waiting('there', 'echo x >between; exit 1', 3_000_000), 'between'],
  ['in a look that hangs', waiting('there', 'echo x >within; sleep 300', 5000), 'within'],
])(
  'a stop %s ends the waiting, and a resume takes it up again',
  async (_when, step, file) => {
    const transport = createSshTransport({ privateKey: fleet.privateKey });
    const names = fleet.fleet.endpoints.map(({ name }) => name);
    const running = startRunning({
      transport,
      on: names.map((_, index) => ({
        ...fleet.target(index),
        labels: { role: 'workstation', site: 'north' },
      })),
      runbook: { steps: [step], waves: { canary: 10, size: 10, maxInFlight: 10 } },
    });
    const seen = () => names.every((name) => existsSync(path.join(fleet.dir, 'homes', name, file)));
    while (!seen()) await new Promise((resolve) => setImmediate(resolve));
    running.ledger.commit((world) =>
      stopRun({ world, plan: hospital, at: seconds(100), operator: 'maria' }, { run: 'RUN-0001' }),
    );
    running.conducting.stop();
    await running.conducting.done;
    const run = running.run();
    expect([run.result, resumable(run)]).toEqual([
      'stopped',
      { pending: [], repeatable: names, inDoubt: [] },
    ]);
    await transport.close();
  },
  25_000,
);
