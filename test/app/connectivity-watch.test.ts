import { type AddressInfo, createServer, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { watchConnectivity } from '../../src/app/connectivity-watch';
import { createLedger } from '../../src/app/ledger';
import { openJournal } from '../../src/store/journal';
import { fakeClock } from '../helpers/fake-clock';
import { seconds } from '../helpers/hospital';
import { journalFile } from '../helpers/journal-file';
import { recordsOf } from '../helpers/running';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Something on loopback that can be there or not. */
async function chat() {
  let server: Server | null = null;
  let port = 0;
  const up = async (): Promise<void> => {
    server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  };
  const down = async (): Promise<void> => {
    await new Promise<unknown>((resolve) => (server ? server.close(resolve) : resolve(null)));
    server = null;
  };
  await up();
  onTestFinished(down);
  return { up, down, port };
}

/** Watches one check. `look` lets time pass and waits for the look that falls into it. */
function watching(port: number, everyMs = 15_000) {
  const clock = fakeClock(seconds(100));
  const journal = openJournal(journalFile(), clock.now);
  const faults: unknown[] = [];
  const ledger = createLedger(journal, clock, (error) => faults.push(error));
  const checked: unknown[] = [];
  let heard = (): void => {};
  const check = { id: 'chat', name: 'Chat', everyMs, timeoutMs: 5_000 };
  const watch = watchConnectivity(
    {
      ...{ ledger, clock, onFault: (error: unknown) => faults.push(error) },
      onCheck(...said) {
        checked.push(said);
        heard();
      },
    },
    { connectivity: [{ ...check, look: { by: 'tcp', host: '127.0.0.1', port } }] },
  );
  onTestFinished(() => {
    watch.stop();
    journal.close();
  });
  const look = async (ms: number): Promise<void> => {
    const done = new Promise<void>((resolve) => {
      heard = resolve;
    });
    clock.advance(ms);
    await done;
    await turn();
  };
  const written = () =>
    recordsOf(journal).flatMap((each) =>
      each.type === 'connectivity.changed'
        ? [`${(each.occurredAt - seconds(100)) / 1000} s: ${each.data.ok}`]
        : [],
    );
  return { clock, ledger, watch, look, written, checked, faults };
}

test('the first verdict is on record, and then nothing until it changes; every look is told', async () => {
  const { port } = await chat();
  const { look, ledger, checked } = watching(port);
  await look(0);
  await look(15_000);
  expect([ledger.world().connectivity, ledger.world().seq, checked]).toEqual([
    { chat: { name: 'Chat', ok: true, because: 'it accepts connections', since: seconds(100) } },
    1,
    [
      ['chat', seconds(100)],
      ['chat', seconds(115)],
    ],
  ]);
});

test('a bad look is confirmed by a second one two seconds later; one good look is enough to be back', async () => {
  const { port, down, up } = await chat();
  const { look, written } = watching(port);
  await look(0);
  await down();
  await look(15_000);
  const doubted = written();
  await look(2_000);
  const lost = written();
  await look(13_000);
  await up();
  await look(15_000);
  expect([doubted, lost, written()]).toEqual([
    ['0 s: true'],
    ['0 s: true', '17 s: false'],
    ['0 s: true', '17 s: false', '45 s: true'],
  ]);
});

test('one lost look is not an outage', async () => {
  const { port, down, up } = await chat();
  const { look, written } = watching(port);
  await look(0);
  await down();
  await look(15_000);
  await up();
  await look(2_000);
  await look(13_000);
  expect(written()).toEqual(['0 s: true']);
});

test('a check that looks often is confirmed by its next look', async () => {
  const { port, down } = await chat();
  await down();
  const { look, written } = watching(port, 1_000);
  await look(0);
  await look(1_000);
  expect(written()).toEqual(['1 s: false']);
});

test('a look can be asked for, and after a stop none begins and no timer stays behind', async () => {
  const { port, down } = await chat();
  const { look, watch, clock, checked, faults } = watching(port);
  await look(0);
  const asked = look(0);
  watch.lookNow();
  await asked;
  await down();
  await look(15_000);
  watch.stop();
  watch.lookNow();
  clock.advance(60_000);
  await turn();
  expect([checked.length, clock.waiting(), faults]).toEqual([3, 0, []]);
});
