import { createServer as createWebsite } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createLedger } from '../../src/app/ledger';
import { type ProbeWatch, watchProbes } from '../../src/app/probe-watch';
import type { NewEvent } from '../../src/domain/events';
import type { Outcome } from '../../src/domain/run/outcome';
import type { Look } from '../../src/domain/service/service';
import { openJournal } from '../../src/store/journal';
import { fakeClock } from '../helpers/fake-clock';
import { agentProbe, hospital, seconds, signIn } from '../helpers/hospital';
import { journalFile } from '../helpers/journal-file';
import { declared } from '../helpers/outage';
import { happened } from '../helpers/records';
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
  let latest: readonly unknown[] = [];
  const onSweep = (...said: readonly unknown[]) => {
    looks += 1;
    latest = said;
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
  return {
    clock,
    ledger,
    transport,
    faults,
    watch,
    sweep,
    written,
    journal,
    looks: () => looks,
    heard: () => latest,
  };
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
  const none: Outcome = { ...mismatch, cause: 'HostKeyUnknown' };
  const answers: Outcome[] = [ok, failed, unreachable, denied, mismatch, timedOut, unknown, none];
  const { sweep, ledger } = watching(({ target }) => answers[Number(target.name.slice(3)) - 1] ?? ok);
  await sweep(0);
  expect(Object.values(ledger.world().services['sign-in']?.probes.agent?.endpoints ?? {})).toEqual([
    ...['ok', 'failing', 'unreachable', 'login', 'host-key', 'silent', 'silent', 'no-host-key'],
    ...['ok', 'ok'],
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

test('a sweep proves nothing to an incident of another mode: a drill does not verify what is live', async () => {
  const restored = happened(seconds(90), 'service.changed', {
    ...{ service: 'sign-in', from: 'down', to: 'restored', failing: 0, total: 10, because: 'x' },
    incident: 'INC-0001',
  });
  const states = [];
  for (const mode of ['drill', 'live'] as const) {
    const { sweep, ledger } = watching(() => ok, [...declared, restored], { ...hospital, mode });
    for (const ms of [0, 15_000, 15_000]) await sweep(ms);
    states.push(ledger.world().incidents['INC-0001']?.verifiedAt != null);
  }
  expect(states).toEqual([true, false]);
});

/** A server on loopback, closed when the test has ended. Gives its port. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}
/** The hospital with one probe; its first two endpoints are on this machine. */
const probing = (look: Look) => ({
  ...hospital,
  endpoints: hospital.endpoints
    .slice(0, 2)
    .map((each, index) => ({ ...each, address: index === 0 ? '127.0.0.1' : '127.0.0.2' })),
  services: [{ ...signIn, probes: [{ ...agentProbe, look }] }],
});

test('a port without a host is tried on every endpoint at its own address, and nothing is sent over SSH', async () => {
  const port = await listening(createServer((socket) => socket.end()));
  const plan = probing({ by: 'tcp', host: null, port });
  const { sweep, ledger, transport } = watching(() => ok, [], plan);
  await sweep(0);
  expect([ledger.world().services['sign-in']?.probes.agent?.endpoints, transport.asked]).toEqual([
    { 'ws-1': 'ok', 'ws-2': 'failing' },
    [],
  ]);
});

test('a probe of one place has one result, under the name of the place, and says why', async () => {
  const port = await listening(createWebsite((_request, response) => response.writeHead(500).end()));
  const url = `http://127.0.0.1:${port}/`;
  const { sweep, ledger, heard } = watching(() => ok, [], probing({ by: 'http', url, status: [200] }));
  await sweep(0);
  const { endpoints, failing, total } = ledger.world().services['sign-in']?.probes.agent ?? {};
  expect([endpoints, failing, total, heard()]).toEqual([
    ...[{ [url]: 'failing' }, 1, 1],
    ['sign-in/agent', seconds(100), 'it answers 500; good is 200'],
  ]);
});

test('a service without endpoints can still be asked at one place', async () => {
  const port = await listening(createServer((socket) => socket.end()));
  const probe = { ...agentProbe, look: { by: 'tcp', host: '127.0.0.1', port } as const };
  const plan = { ...hospital, services: [{ ...signIn, endpoints: 'role=none', probes: [probe] }] };
  const { sweep, written } = watching(() => ok, [], plan);
  await sweep(0);
  expect(written()).toEqual(['healthy 0/1', 'service.changed']);
});

function rethrow(error: unknown): never {
  throw error;
}
