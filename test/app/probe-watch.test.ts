import { expect, onTestFinished, test } from 'vitest';
import { createLedger } from '../../src/app/ledger';
import { type ProbeWatch, watchProbes } from '../../src/app/probe-watch';
import type { NewEvent } from '../../src/domain/events';
import type { Outcome } from '../../src/domain/run/outcome';
import { openJournal } from '../../src/store/journal';
import { fakeClock } from '../helpers/fake-clock';
import { agentProbe, hospital, seconds, signIn } from '../helpers/hospital';
import { journalFile } from '../helpers/journal-file';
import { declared } from '../helpers/outage';
import { recordsOf } from '../helpers/running';
import {
  type Asked,
  denied,
  failed,
  ok,
  scriptedTransport,
  timedOut,
  unknown,
  unreachable,
} from '../helpers/scripted-transport';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Watches the small hospital. `sweep` lets the next look happen and waits for its end. */
function watching(
  answer: (asked: Asked) => Outcome | Promise<Outcome>,
  events: readonly NewEvent[] = [],
  plan = hospital,
) {
  const clock = fakeClock(seconds(100));
  const journal = openJournal(journalFile(), clock.now);
  const ledger = createLedger(journal, clock, rethrow);
  ledger.commit(() => events);
  const transport = scriptedTransport(answer);
  const faults: unknown[] = [];
  let heard = (): void => {};
  let looks = 0;
  const onSweep = () => {
    looks += 1;
    heard();
  };
  const watch: ProbeWatch = watchProbes(
    { ledger, transport, clock, onSweep, onFault: (error) => faults.push(error) },
    plan,
  );
  const sweep = async (ms: number): Promise<void> => {
    const done = new Promise<void>((resolve) => {
      heard = resolve;
    });
    clock.advance(ms);
    await done;
    // The schedule learns of the end a moment after the window does.
    await turn();
  };
  onTestFinished(() => {
    watch.stop();
    journal.close();
  });
  const written = () =>
    recordsOf(journal)
      .slice(events.length)
      .map(({ type, data }) =>
        type === 'probe.swept' ? `${data.measured} ${data.failing}/${data.total}` : `${type}`,
      );
  return { clock, ledger, transport, faults, watch, sweep, written, journal, looks: () => looks };
}

test('every endpoint of the selector is asked, on schedule, with the command of the probe', async () => {
  const { sweep, transport } = watching(() => ok);
  await sweep(0);
  const first = [...transport.asked];
  await sweep(15_000);
  expect([first, transport.asked.length]).toEqual([
    hospital.endpoints.map(({ name }) => `${name}: svc is-active auth-agent`),
    20,
  ]);
});

test('outside incidents only what is new is written, but the window hears of every look', async () => {
  const { sweep, written, looks } = watching(() => ok);
  await sweep(0);
  await sweep(15_000);
  await sweep(15_000);
  expect([written(), looks()]).toEqual([['healthy 0/10', 'service.changed'], 3]);
});

test('during an incident every look is written', async () => {
  const { sweep, written } = watching(() => failed, declared);
  await sweep(0);
  await sweep(15_000);
  expect(written()).toEqual(['down 10/10', 'down 10/10']);
});

test('what an endpoint answered is told apart by what it means for reaching it', async () => {
  const mismatch: Outcome = { state: 'denied', cause: 'HostKeyMismatch', output: '', tookMs: 1 };
  const answers: Outcome[] = [ok, failed, unreachable, denied, mismatch, timedOut, unknown];
  const { sweep, ledger } = watching(({ target }) => answers[Number(target.name.slice(3)) - 1] ?? ok);
  await sweep(0);
  expect(Object.values(ledger.world().services['sign-in']?.probes.agent?.endpoints ?? {})).toEqual([
    ...['ok', 'failing', 'unreachable', 'login', 'host-key', 'silent', 'silent', 'ok', 'ok', 'ok'],
  ]);
});

test('ticks that fall into a look that is under way are skipped, and a look that was asked for follows it', async () => {
  let finish = (): void => {};
  const { clock, transport, watch, sweep, looks } = watching(
    () =>
      new Promise<Outcome>((resolve) => {
        finish = () => resolve(ok);
      }),
    [],
    { ...hospital, endpoints: hospital.endpoints.slice(0, 1) },
  );
  clock.advance(0);
  await turn();
  clock.advance(60_000);
  watch.lookNow('sign-in');
  watch.lookNow('mail');
  const during = transport.asked.length;
  const swept = sweep(0);
  finish();
  await swept;
  expect([during, looks()]).toEqual([1, 1]);
});

test('a look that was stopped is not judged: half a sweep proves nothing', async () => {
  let finish = (): void => {};
  const { clock, watch, written, transport } = watching(
    () =>
      new Promise<Outcome>((resolve) => {
        finish = () => resolve(ok);
      }),
  );
  clock.advance(0);
  await turn();
  watch.stop();
  finish();
  await turn();
  clock.advance(60_000);
  expect([written(), transport.asked.length, clock.waiting()]).toEqual([[], 10, 0]);
});

test('services without endpoints or probes are left in peace', async () => {
  const plan = {
    ...hospital,
    services: [
      { ...signIn, id: 'mail', probes: [] },
      { ...signIn, endpoints: 'role=none' },
      { ...signIn, id: 'dns', probes: [agentProbe] },
    ],
  };
  const { clock, ledger, sweep, faults } = watching(() => ok, [], plan);
  await sweep(0);
  await sweep(200);
  clock.advance(0);
  expect([Object.keys(ledger.world().services), faults]).toEqual([['dns'], []]);
});

function rethrow(error: unknown): never {
  throw error;
}
