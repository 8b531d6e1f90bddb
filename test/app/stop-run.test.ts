import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Recorded } from '../../src/domain/events';
import { stopRun } from '../../src/domain/run/commands';
import type { Outcome } from '../../src/domain/run/outcome';
import { countStates, neverSent } from '../../src/domain/run/run-state';
import { hospital, seconds } from '../helpers/hospital';
import { startRunning } from '../helpers/running';
import {
  denied,
  failed,
  ok,
  scriptedTransport,
  timedOut,
  unknown,
  unreachable,
} from '../helpers/scripted-transport';

const counted = (running: ReturnType<typeof startRunning>) =>
  Object.fromEntries(Object.entries(countStates(running.run())).filter(([, many]) => many > 0));

test('a stop leaves the rest never sent, and what is in flight gets its end recorded', async () => {
  let finish = (_outcome: Outcome): void => {};
  const inFlight = new Promise<Outcome>((resolve) => {
    finish = resolve;
  });
  const transport = scriptedTransport(({ target }) => {
    if (target.name !== 'ws-3') return ok;
    const { ledger, conducting } = running;
    ledger.commit((world) =>
      stopRun({ world, plan: hospital, at: seconds(100), operator: 'maria' }, { run: 'RUN-0001' }),
    );
    conducting.stop();
    setImmediate(finish, ok);
    return inFlight;
  });
  const running = startRunning({ transport, runbook: { waves: { canary: 2, size: 8, maxInFlight: 1 } } });
  await running.conducting.done;
  const [stop] = running.events('run.stop-requested');
  expect([stop, counted(running), neverSent(running.run()), running.run().result]).toEqual([
    { run: 'RUN-0001', inFlight: 1, unsent: 7 },
    { ok: 2, pending: 8 },
    7,
    'stopped',
  ]);
  expect(transport.asked.filter((each) => /^ws-(4|5|6|7|8|9|10):/.test(each))).toEqual([]);
});

test('an endpoint whose intent was on file when the stop came is cancelled: certainly never sent', async () => {
  const transport = scriptedTransport();
  let intents = 0;
  const running = startRunning({
    transport,
    runbook: { waves: { canary: 2, size: 8, maxInFlight: 4 } },
    prepare: (ledger, stop) =>
      ledger.onCommit((records) => {
        const isFirstStep = (each: Recorded) => each.type === 'run.sending' && each.data.step === 'restart';
        if (records.some(isFirstStep)) intents += 1;
        if (intents === 2) stop();
      }),
  });
  await running.conducting.done;
  const first = running.events('run.sending').filter((each) => each.step === 'restart');
  const withdrawn = first[1]?.endpoints ?? [];
  const cancelled = running
    .events('run.settled')
    .flatMap((each) => each.outcomes)
    .filter((each) => each.outcome.state === 'cancelled')
    .map((each) => each.endpoint);
  expect([
    cancelled,
    neverSent(running.run()),
    transport.asked.filter((each) => withdrawn.some((name) => each.startsWith(`${name}:`))),
  ]).toEqual([withdrawn, 8, []]);
});

test('whatever endpoints answer and whenever a stop comes, the manifest is never left and every intent has an end', async () => {
  const outcomes = fc.constantFrom(ok, ok, ok, ok, failed, unreachable, denied, unknown, timedOut);
  await fc.assert(
    fc.asyncProperty(
      fc.array(outcomes, { minLength: 24, maxLength: 24 }),
      fc.nat(30),
      fc.record({
        canary: fc.integer({ min: 1, max: 3 }),
        size: fc.integer({ min: 1, max: 9 }),
        maxInFlight: fc.integer({ min: 1, max: 5 }),
      }),
      async (answers, stopAt, waves) => {
        const transport = scriptedTransport(() => {
          if (transport.asked.length === stopAt) running.conducting.stop();
          return answers[transport.asked.length - 1] ?? ok;
        });
        const budgets = { failed: 0.5, unreachable: 0.5, denied: 0.5 };
        const running = startRunning({ transport, endpoints: 12, runbook: { waves, budgets } });
        await running.conducting.done;
        const run = running.run();
        const manifest = new Set(run.manifest.entries.map((each) => each.endpoint));
        const intents = running
          .events('run.sending')
          .flatMap(({ step, endpoints }) => endpoints.map((each) => `${each} ${step}`));
        const ends = running
          .events('run.settled')
          .flatMap((each) => each.outcomes)
          .map((each) => `${each.endpoint} ${each.step}`);
        const asked = transport.asked.map((each) => each.split(':')[0] ?? '');
        expect([
          asked.filter((name) => !manifest.has(name)),
          new Set(transport.asked).size,
          [...intents].sort(),
          intents.length - new Set(intents).size,
          countStates(run).sending,
          run.result === null,
        ]).toEqual([[], transport.asked.length, [...ends].sort(), 0, 0, false]);
      },
    ),
    { numRuns: 25 },
  );
});
