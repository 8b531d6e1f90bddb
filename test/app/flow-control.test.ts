import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '../../src/domain/events';
import { continueRun, pauseRun } from '../../src/domain/run/commands';
import type { Outcome } from '../../src/domain/run/outcome';
import { countStates } from '../../src/domain/run/run-state';
import { hospital, manifestOf, seconds } from '../helpers/hospital';
import { happened } from '../helpers/records';
import { type Running, startRunning } from '../helpers/running';
import { failed, ok, scriptedTransport } from '../helpers/scripted-transport';

const unproven: Outcome = { ...failed, cause: 'VerifyFailed' } as Outcome;
const counted = (running: Running) =>
  Object.fromEntries(Object.entries(countStates(running.run())).filter(([, many]) => many > 0));
const all = { waves: { canary: 8, size: 8, maxInFlight: 8 } };
const now = (running: Running) => ({
  ...{ world: running.ledger.world(), plan: hospital, at: seconds(100), operator: 'maria' },
});
const pause = (running: Running): void => {
  running.ledger.commit(() => pauseRun(now(running), { run: 'RUN-0001' }));
  running.conducting.pause();
};
const goOn = (running: Running): void => {
  running.ledger.commit(() => continueRun(now(running), { run: 'RUN-0001' }));
  running.conducting.goOn();
};
/** Endpoints that answer when the test says so. */
function held() {
  const answers: (() => void)[] = [];
  const transport = scriptedTransport(() => new Promise((resolve) => answers.push(() => resolve(ok))));
  const waitFor = (count: number) =>
    new Promise<void>((resolve) => {
      const look = (): void => void (answers.length >= count ? resolve() : setImmediate(look));
      look();
    });
  const answer = (): void => {
    for (const each of answers.splice(0)) each();
  };
  return { transport, waitFor, answer };
}

test('what ends in one moment and what goes next share one write, the intents before any byte', async () => {
  const { transport, waitFor, answer } = held();
  const writes: (readonly DomainEvent[])[] = [];
  const running = startRunning({
    ...{ transport, endpoints: 8, runbook: all },
    prepare: (ledger) => ledger.onCommit((records) => writes.push(records)),
  });
  await waitFor(8);
  answer();
  await waitFor(8);
  const between = writes
    .at(-1)
    ?.map((event) =>
      event.type === 'run.settled'
        ? ['settled', event.data.outcomes.length]
        : event.type === 'run.sending' && [event.data.step, event.data.endpoints.length],
    );
  answer();
  await running.conducting.done;
  expect([between, running.run().result]).toEqual([
    [
      ['settled', 8],
      ['check', 8],
    ],
    'completed',
  ]);
});

describe('a paused run', () => {
  test('sends nothing new, records the ends of what was in flight, and goes on where it stood', async () => {
    const { transport, waitFor, answer } = held();
    const running = startRunning({ transport, runbook: { waves: { canary: 2, size: 8, maxInFlight: 4 } } });
    await waitFor(2);
    pause(running);
    const atPause = transport.asked.length;
    const ended = new Promise<void>((resolve) =>
      running.ledger.onCommit((records) => {
        if (records.some((each) => each.type === 'run.settled')) resolve();
      }),
    );
    answer();
    await ended;
    // Several turns in which something could be sent, if anything would.
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const whilePaused = [transport.asked.length, counted(running), running.run().pausedAt !== null];
    goOn(running);
    const pump = setInterval(answer, 1);
    await running.conducting.done;
    clearInterval(pump);
    expect([atPause, whilePaused, counted(running), transport.asked.length]).toEqual([
      2,
      [2, { pending: 10 }, true],
      { ok: 10 },
      20,
    ]);
    expect(running.events('run.paused')).toEqual([{ run: 'RUN-0001', inFlight: 2, unsent: 8 }]);
    expect(running.events('run.continued')).toEqual([{ run: 'RUN-0001', unsent: 10 }]);
  });
  test('between two waves waits as well, and can be stopped', async () => {
    const transport = scriptedTransport();
    const running: Running = startRunning({
      transport,
      prepare: (ledger) =>
        ledger.onCommit((records) => {
          const isSecond = records.some((each) => each.type === 'run.wave-started' && each.data.wave === 1);
          if (isSecond) setImmediate(stopLater);
          if (isSecond) running.conducting.pause();
        }),
    });
    const stopLater = (): void => running.conducting.stop();
    await running.conducting.done;
    expect([counted(running), transport.asked.length]).toEqual([{ ok: 2, pending: 8 }, 4]);
  });
  test('twice is once; letting go on what is not paused, or what ended, is nothing or refused', async () => {
    const running = startRunning({ transport: scriptedTransport() });
    const asked = pauseRun(now(running), { run: 'RUN-0001' });
    const nothing = continueRun(now(running), { run: 'RUN-0001' });
    running.ledger.commit(() => asked);
    const again = pauseRun(now(running), { run: 'RUN-0001' });
    const unsigned = () => continueRun({ ...now(running), operator: null }, { run: 'RUN-0001' });
    expect([asked.length, nothing, again]).toEqual([1, [], []]);
    expect(unsigned).toThrow('Say who you are before you let a run go on.');
    await running.conducting.done;
    expect(() => pauseRun(now(running), { run: 'RUN-0001' })).toThrow('RUN-0001 has ended already.');
  });
});

describe('failed verify steps', () => {
  const checks = (bad: number) =>
    scriptedTransport(({ target, command }) =>
      command.command.includes('is-active') && Number(target.name.slice(3)) <= bad ? failed : ok,
    );
  const oneWave = { canary: 10, size: 10, maxInFlight: 1 };
  test('have a budget of their own', async () => {
    const budgets = { failed: 1, unreachable: 1, denied: 1, verifyFailed: 0.2 };
    const running = startRunning({ transport: checks(3), runbook: { waves: oneWave, budgets } });
    await running.conducting.done;
    expect([running.run().haltedBecause, counted(running)]).toEqual([
      '3 of 10 endpoints failed their verify step; the budget is 20 %',
      { pending: 7, failed: 3 },
    ]);
    expect(running.run().endpoints['ws-1']?.outcome).toEqual(unproven);
  });
  test('do not hide in those that failed, nor those in them', async () => {
    const budgets = { failed: 0.2, unreachable: 1, denied: 1 };
    const transport = scriptedTransport(({ target, command }) => {
      const index = Number(target.name.slice(3));
      if (index <= 2) return failed;
      return index <= 4 && command.command.includes('is-active') ? failed : ok;
    });
    const running = startRunning({ transport, runbook: { waves: oneWave, budgets } });
    await running.conducting.done;
    expect([running.run().result, counted(running)]).toEqual(['completed', { ok: 6, failed: 4 }]);
  });
});

describe('a floor of healthy endpoints', () => {
  const budgets = { failed: 1, unreachable: 1, denied: 1 };
  test('holds endpoints of one group back while others of it are in flight, and lets all go in the end', async () => {
    const flying = new Map<string, number>();
    let most = 0;
    const transport = scriptedTransport(async ({ target }) => {
      const site = Number(target.name.slice(3)) % 2 === 1 ? 'north' : 'south';
      flying.set(site, (flying.get(site) ?? 0) + 1);
      most = Math.max(most, flying.get(site) ?? 0);
      await new Promise((resolve) => setImmediate(resolve));
      flying.set(site, (flying.get(site) ?? 0) - 1);
      return ok;
    });
    const running = startRunning({
      transport,
      endpoints: 20,
      seenHealthy: true,
      runbook: { waves: { canary: 20, size: 20, maxInFlight: 20 }, minHealthy: { share: 0.8, per: 'site' } },
    });
    await running.conducting.done;
    expect([most, counted(running)]).toEqual([2, { ok: 20 }]);
  });
  test('halts the run, with its words, when those that failed leave none to spare', async () => {
    const transport = scriptedTransport(() => failed);
    const running = startRunning({
      transport,
      seenHealthy: true,
      runbook: {
        waves: { canary: 10, size: 10, maxInFlight: 5 },
        minHealthy: { share: 0.6, per: null },
        budgets,
      },
    });
    await running.conducting.done;
    expect([running.run().result, running.run().haltedBecause, counted(running)]).toEqual([
      'halted',
      '4 of 10 endpoints of the service are not healthy; 60 % have to stay healthy, so nothing more may go',
      { pending: 6, failed: 4 },
    ]);
  });
  test('does not hold back what is down already: it is there to be restored', async () => {
    const running = startRunning({
      transport: scriptedTransport(),
      runbook: { ...all, minHealthy: { share: 0.9, per: null } },
      endpoints: 8,
    });
    await running.conducting.done;
    expect(counted(running)).toEqual({ ok: 8 });
  });
});

test('a resume begins with endpoints that never went wrong: one that is known to be broken does not halt it', async () => {
  const common = { run: 'RUN-0000', incident: 'INC-0001', service: 'sign-in' };
  const broken = ['ws-1', 'ws-2', 'ws-3'];
  const outcomes = broken.map((endpoint) => ({ endpoint, step: 'restart', outcome: failed }));
  const running = startRunning({
    transport: scriptedTransport(({ target }) => (broken.includes(target.name) ? failed : ok)),
    runbook: {
      budgets: { failed: 1, unreachable: 1, denied: 1 },
      waves: { canary: 2, size: 20, maxInFlight: 20 },
    },
    before: [
      happened(seconds(40), 'run.started', {
        ...common,
        runbookName: 'x',
        manifest: manifestOf(),
        waves: [10],
      }),
      happened(seconds(50), 'run.settled', { run: 'RUN-0000', outcomes }),
      happened(seconds(60), 'run.ended', { ...common, result: 'stopped', ok: 0, notOk: 3, notSent: 7 }),
    ],
    follows: { run: 'RUN-0000', as: 'resume' },
  });
  await running.conducting.done;
  expect([running.run().result, counted(running)]).toEqual(['completed', { ok: 7, failed: 3 }]);
});
