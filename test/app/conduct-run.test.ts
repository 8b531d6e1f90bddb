import { describe, expect, test } from 'vitest';
import { countStates, neverSent } from '../../src/domain/run/run-state';
import { readJournal } from '../../src/store/journal-reader';
import { workstations } from '../helpers/hospital';
import { startRunning } from '../helpers/running';
import { failed, ok, scriptedTransport, unreachable } from '../helpers/scripted-transport';

const counted = (running: ReturnType<typeof startRunning>) =>
  Object.fromEntries(Object.entries(countStates(running.run())).filter(([, many]) => many > 0));

describe('a run in which everything works', () => {
  test('takes every endpoint through every step in waves, and its service is restored', async () => {
    const transport = scriptedTransport();
    const running = startRunning({ transport });
    await running.conducting.done;
    const sent = running.events('run.sending').map(({ step, endpoints }) => `${step} ${endpoints.length}`);
    expect([
      counted(running),
      running.run().result,
      running.events('run.wave-started').map((each) => each.endpoints),
      sent.filter((each) => each.startsWith('restart')).length >= 3,
      new Set(transport.asked).size,
      transport.asked.length,
      running.ledger.world().services['sign-in']?.condition,
    ]).toEqual([{ ok: 10 }, 'completed', [2, 4, 4], true, 20, 20, 'restored']);
  });
  test('sends a step to an endpoint only after its intent is on the disk', async () => {
    let file = '';
    let reader: ReturnType<typeof readJournal> | undefined;
    const without: string[] = [];
    const transport = scriptedTransport(({ target, command }) => {
      reader ??= readJournal(file);
      const { records } = reader.read(0, 100_000);
      const intended = records.some(
        (each) =>
          each.type === 'run.sending' &&
          command.command.includes(each.data.step === 'check' ? 'is-active' : 'restart') &&
          each.data.endpoints.includes(target.name),
      );
      if (!intended) without.push(target.name);
      return ok;
    });
    const running = startRunning({
      transport,
      journal: (journal) => {
        file = journal.file;
        return journal;
      },
    });
    await running.conducting.done;
    reader?.close();
    expect([without, transport.asked.length]).toEqual([[], 20]);
  });
  test('gives the transport the address and the keys of the manifest', async () => {
    const targets: unknown[] = [];
    const transport = scriptedTransport(({ target }) => {
      targets.push(target);
      return ok;
    });
    await startRunning({ transport, endpoints: 1 }).conducting.done;
    expect(targets[0]).toMatchObject({
      ...{ name: 'ws-1', address: 'ws-1.example', port: 22, user: 'ops', hostKeys: ['SHA256:ws-1'] },
    });
  });
  test('takes each endpoint to its next step at its own pace: a slow neighbour holds nobody', async () => {
    let goOn = (): void => {};
    const neighbourVerified = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const transport = scriptedTransport(async ({ target, command }) => {
      const isCheck = command.command.includes('is-active');
      if (target.name === 'ws-4' && isCheck) goOn();
      if (target.name === 'ws-3' && !isCheck) await neighbourVerified;
      return ok;
    });
    const running = startRunning({ transport, runbook: { waves: { canary: 2, size: 8, maxInFlight: 2 } } });
    await running.conducting.done;
    expect(counted(running)).toEqual({ ok: 10 });
  });
  test('never has more in flight than the runbook allows, and the canary is a sample of both sites', async () => {
    let inFlight = 0;
    let most = 0;
    const transport = scriptedTransport(async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
      return ok;
    });
    const running = startRunning({ transport });
    await running.conducting.done;
    expect([most, running.events('run.sending')[0]?.endpoints]).toEqual([3, ['ws-1', 'ws-2']]);
  });
});

describe('a run that goes wrong', () => {
  test('halts at the first failure of the canary and sends nothing more', async () => {
    const transport = scriptedTransport(({ target }) => (target.name === 'ws-1' ? failed : ok));
    const running = startRunning({ transport });
    await running.conducting.done;
    expect([
      running.run().haltedBecause,
      running.run().result,
      neverSent(running.run()),
      counted(running),
    ]).toEqual(['1 of the canary failed', 'halted', 8, { pending: 9, failed: 1 }]);
    expect(running.ledger.world().services['sign-in']?.condition).toBe('down');
  });
  test('halts after a canary that reached nobody: it has proven nothing', async () => {
    const canary = new Set(['ws-1', 'ws-2']);
    const transport = scriptedTransport(({ target }) => (canary.has(target.name) ? unreachable : ok));
    const running = startRunning({ transport });
    await running.conducting.done;
    expect([running.run().haltedBecause, counted(running)]).toEqual([
      'no endpoint of the canary ended well',
      { pending: 8, unreachable: 2 },
    ]);
  });
  test('salt#54521: halts within a wave, at the completion that exceeds the budget', async () => {
    const bad = new Set(['ws-3', 'ws-4', 'ws-5', 'ws-6']);
    const transport = scriptedTransport(({ target }) => (bad.has(target.name) ? failed : ok));
    const running = startRunning({
      transport,
      runbook: { waves: { canary: 2, size: 8, maxInFlight: 1 } },
    });
    await running.conducting.done;
    const restarts = transport.asked.filter((each) => each.endsWith('restart auth-agent'));
    expect([running.run().haltedBecause, restarts]).toEqual([
      '3 of 10 endpoints failed; the budget is 20 %',
      ['ws-1', 'ws-2', 'ws-3', 'ws-4', 'ws-5'].map((name) => `${name}: svc restart auth-agent`),
    ]);
  });
  test('ansible#7686: halts for unreachable endpoints as well', async () => {
    const transport = scriptedTransport(({ target }) =>
      Number(target.name.slice(3)) > 2 ? unreachable : ok,
    );
    const running = startRunning({ transport });
    await running.conducting.done;
    expect([running.run().haltedBecause, running.run().result]).toEqual([
      '5 of 10 endpoints unreachable; the budget is 40 %',
      'halted',
    ]);
  });
  test('does not take an endpoint to the next step whose step failed', async () => {
    const transport = scriptedTransport(({ target }) => (target.name === 'ws-5' ? failed : ok));
    const running = startRunning({ transport });
    await running.conducting.done;
    expect([
      running.run().result,
      counted(running),
      transport.asked.filter((each) => each.startsWith('ws-5')),
    ]).toEqual(['completed', { ok: 9, failed: 1 }, ['ws-5: svc restart auth-agent']]);
  });
  test('ends in an exception, and sends nothing, when the journal cannot be written', async () => {
    const transport = scriptedTransport();
    const running = startRunning({
      transport,
      journal: (journal) => ({
        ...journal,
        append(events, expected) {
          if (events.some((event) => event.type === 'run.sending')) throw new Error('disk full');
          return journal.append(events, expected);
        },
      }),
    });
    await expect(running.conducting.done).rejects.toThrow('disk full');
    expect([transport.asked, counted(running)]).toEqual([[], { pending: 10 }]);
  });
});

test('a run on one wave has no canary, so that a lone failure within budget completes it', async () => {
  const endpoints = workstations(5).length;
  const transport = scriptedTransport(({ target }) => (target.name === 'ws-1' ? failed : ok));
  const running = startRunning({
    transport,
    endpoints,
    runbook: { waves: { canary: 5, size: 5, maxInFlight: 5 } },
  });
  await running.conducting.done;
  expect([running.run().result, counted(running)]).toEqual(['completed', { ok: 4, failed: 1 }]);
});
