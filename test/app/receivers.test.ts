import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLedger } from '../../src/app/ledger';
import { createReceivers } from '../../src/app/receivers';
import type { Listener } from '../../src/domain/plan/plan';
import { type ListenerStatus, listenerOff } from '../../src/ipc/listener-status';
import { openJournal } from '../../src/store/journal';
import { alertBurst } from '../bench/alert-burst';
import { fakeClock } from '../helpers/fake-clock';
import { hospital, seconds } from '../helpers/hospital';
import { journalFile, temporaryFolder } from '../helpers/journal-file';
import { startAlertmanager } from '../helpers/real-alertmanager';
import { group, token, told } from '../helpers/receiver';
import { recordsOf } from '../helpers/running';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Receivers on a real journal; time passes when a test waits for something. */
function receivers() {
  const clock = fakeClock(seconds(100));
  const journal = openJournal(journalFile(), clock.now);
  let isFull = false;
  const append: typeof journal.append = (events) => {
    if (isFull) throw new Error('the disk is full');
    return journal.append(events);
  };
  const faults: unknown[] = [];
  const ledger = createLedger({ ...journal, append }, clock, (error) => faults.push(error));
  const statuses: ListenerStatus[] = [];
  const under = createReceivers({
    ...{ ledger, clock, onFault: (error: unknown) => faults.push(error) },
    onStatus: (status) => statuses.push(status),
  });
  const file = path.join(temporaryFolder(), 'token');
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  onTestFinished(async () => {
    await under.close();
    journal.close();
  });
  const until = async (holds: (status: ListenerStatus) => boolean): Promise<ListenerStatus> => {
    for (;;) {
      const latest = statuses.at(-1);
      if (latest && holds(latest)) return latest;
      await turn();
      clock.advance(10);
    }
  };
  const adopt = (
    listener: Partial<Listener> | null,
    files: Readonly<Record<string, string>> = { token: file },
  ) =>
    under.adopt(
      { ...hospital, listener: listener && { bind: 'loopback', port: 0, secret: 'token', ...listener } },
      files,
    );
  /** Adopts a plan with a listener and gives its address. */
  const open = async (listener: Partial<Listener> = {}): Promise<string> => {
    adopt(listener);
    return (await until(({ state }) => state === 'open')).detail;
  };
  const post = async (address: string, body: unknown, shown = token): Promise<number> => {
    const headers = { authorization: `Bearer ${shown}`, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`http://${address}/alertmanager`, init);
    await response.arrayBuffer();
    return response.status;
  };
  const firing = () => Object.keys(ledger.world().alerts['sign-in'] ?? {});
  const written = (type: string) => recordsOf(journal).filter((each) => each.type === type);
  return {
    ...{ clock, journal, ledger, faults, statuses, under, file, until, adopt, open, post, firing, written },
    fillDisk: (full: boolean) => {
      isFull = full;
    },
  };
}

describe('alerts', () => {
  test('are on the record and in the world when the sender is answered', async () => {
    const { open, post, firing, ledger } = receivers();
    const address = await open();
    const status = await post(address, group([told('f1')]));
    expect([status, firing()]).toEqual([200, ['alertmanager/f1']]);
    expect(ledger.world().alerts['sign-in']?.['alertmanager/f1']).toEqual({
      ...{ source: 'alertmanager', fingerprint: 'f1', name: 'SignInErrors', severity: 'SEV-1' },
      ...{ summary: 'Sign-in fails on f1', startsAt: seconds(-60) },
    });
  });
  test('that are repeated or told late change nothing, and what was late is counted', async () => {
    const { open, post, written, until } = receivers();
    const address = await open();
    const late = told('f1', { startsAt: '2026-10-01T11:00:00Z' });
    for (const each of [told('f1'), told('f1'), late]) await post(address, group([each]));
    const { accepted, refused } = await until((status) => status.accepted === 3);
    expect([written('alerts.changed').length, accepted, refused]).toEqual([1, 3, { stale: 1 }]);
  });
  test('go where the plan in force says, without the listener being opened anew', async () => {
    const { open, post, under, ledger, file } = receivers();
    const address = await open();
    const listener = { bind: 'loopback', port: 0, secret: 'token' };
    const service = hospital.services.map((each) => ({ ...each, alerts: null }));
    await post(address, group([told('f1')]));
    under.adopt({ ...hospital, listener, services: service }, { token: file });
    await turn();
    await post(address, group([told('f2')]));
    expect(Object.entries(ledger.world().alerts).map(([place, all]) => [place, Object.keys(all)])).toEqual([
      ['sign-in', ['alertmanager/f1']],
      ['', ['alertmanager/f2']],
    ]);
  });
  test('that cannot be written are refused and reported, and taken when they come again', async () => {
    const { open, post, fillDisk, faults, firing, written, clock } = receivers();
    const address = await open();
    fillDisk(true);
    const refused = await post(address, group([told('f1')]));
    const during = [...firing()];
    fillDisk(false);
    const taken = await post(address, group([told('f1')]));
    clock.advance(60_000);
    expect([refused, during, taken, firing(), faults.map(String)]).toEqual([
      ...[503, [], 200, ['alertmanager/f1']],
      ['Error: the disk is full', 'Error: the disk is full'],
    ]);
    // What was turned away meanwhile is told as soon as it can be.
    await post(address, {});
    expect(written('receiver.refused').map(({ data }) => data)).toEqual([
      { reasons: { 'not-recorded': 1, malformed: 1 } },
    ]);
  });
});

describe('the listener', () => {
  test('is off while no plan asks for one, and again when the plan no longer does', async () => {
    const { adopt, until, open, statuses, post } = receivers();
    adopt(null);
    await until(({ state }) => state === 'off');
    const address = await open();
    adopt(null);
    await until(({ state }) => state === 'off');
    expect([statuses.at(-1), await post(address, {}).catch(() => 'refused')]).toEqual([
      listenerOff,
      'refused',
    ]);
  });
  test('is opened anew when its token changes', async () => {
    const { adopt, open, post, file, until } = receivers();
    const before = await open();
    const other = 'another-token-0002';
    writeFileSync(file, other);
    adopt({});
    const { detail } = await until(({ state, detail }) => state === 'open' && detail !== before);
    expect([await post(detail, group([])), await post(detail, group([]), other)]).toEqual([401, 200]);
  });
  test('is opened anew when its token is exchanged while the plan stays as it is', async () => {
    const { open, post, file, until } = receivers();
    const before = await open();
    const other = 'another-token-0002';
    writeFileSync(file, other);
    const { detail } = await until(({ state, detail }) => state === 'open' && detail !== before);
    expect([await post(detail, group([])), await post(detail, group([]), other)]).toEqual([401, 200]);
  });
  test('listens on the address of a named interface', async () => {
    const { open } = receivers();
    const { networkInterfaces } = await import('node:os');
    const [name, addresses] = Object.entries(networkInterfaces()).find(([, all]) =>
      all?.some(({ family }) => family === 'IPv4'),
    ) as [string, { family: string; address: string }[]];
    const { address } = addresses.find(({ family }) => family === 'IPv4') as { address: string };
    expect((await open({ bind: name })).startsWith(`${address}:`)).toBe(true);
  });
  test.each([
    [
      'an interface that is not there',
      { bind: 'eth99' },
      /^This machine has no network interface "eth99"\. .*loopback, /,
    ],
    [
      'an interface named like a member of objects',
      { bind: 'constructor' },
      /no network interface "constructor"/,
    ],
    ['a secret that has no file', { secret: 'other' }, /^The plan has no file for the secret "other"\.$/],
  ])('%s is told', async (_what, listener, words) => {
    const { adopt, until } = receivers();
    adopt(listener);
    expect((await until(({ state }) => state === 'failed')).detail).toMatch(words);
  });
  test.each([
    ['is short', 'short', 0o600, /must be one word of at least 16 characters\. Make one with: openssl rand/],
    ['is several words', 'not one word but several of them', 0o600, /must be one word/],
    [
      'everyone may read',
      token,
      0o644,
      /^Everyone on this machine may read the token in .*\. Run: chmod 600 .*token$/,
    ],
    ['is no token at all', 'x'.repeat(5000), 0o600, /is not a file with a token in it\.$/],
  ])('a token file that %s is refused with what to do', async (_what, text, mode, words) => {
    const { adopt, until, file } = receivers();
    writeFileSync(file, text);
    chmodSync(file, mode);
    adopt({});
    expect((await until(({ state }) => state === 'failed')).detail).toMatch(words);
  });
  test('a token file that is missing is told, and found as soon as it is there', async () => {
    const { adopt, until, file } = receivers();
    const later = `${file}-later`;
    adopt({}, { token: later });
    const { detail } = await until(({ state }) => state === 'failed');
    writeFileSync(later, token, { mode: 0o600 });
    expect([detail, (await until(({ state }) => state === 'open')).state]).toEqual([
      `The token file ${later} does not exist.`,
      'open',
    ]);
  });
  test('a port in use is told, and taken ten seconds after it is free', async () => {
    const { adopt, until, clock } = receivers();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    adopt({ port });
    const failed = await until(({ state }) => state === 'failed');
    const at = clock.elapsed();
    await new Promise((resolve) => other.close(resolve));
    const { detail } = await until(({ state }) => state === 'open');
    expect([failed.detail, detail, clock.elapsed() - at >= 9_000]).toEqual([
      `Port ${port} is in use by another program. End that program, or give the listener another port.`,
      `127.0.0.1:${port}`,
      true,
    ]);
  });
});

describe('what was turned away', () => {
  test('is on the record by reason, at most once a minute', async () => {
    const { open, post, written, clock } = receivers();
    const address = await open();
    for (let left = 3; left > 0; left -= 1) await post(address, {}, 'a-wrong-token-of-16');
    await post(address, {});
    const first = written('receiver.refused').map(({ data }) => data);
    clock.advance(59_000);
    const early = written('receiver.refused').length;
    clock.advance(1_000);
    const later = written('receiver.refused').map(({ data }) => data);
    expect([first, early, later]).toEqual([
      [{ reasons: { unauthorised: 1 } }],
      1,
      [{ reasons: { unauthorised: 1 } }, { reasons: { unauthorised: 2, malformed: 1 } }],
    ]);
  });
  test('is told at most four times a second, and the last of it always', async () => {
    const { open, post, statuses, clock } = receivers();
    const address = await open();
    clock.advance(250);
    const before = statuses.length;
    for (let left = 10; left > 0; left -= 1) await post(address, group([]));
    const during = statuses.length - before;
    clock.advance(1000);
    expect([during, statuses.length - before, statuses.at(-1)?.accepted]).toEqual([1, 2, 10]);
  });
  test('is on the record even when the console is closed within the minute', async () => {
    const { open, post, under, written } = receivers();
    const address = await open();
    for (let left = 2; left > 0; left -= 1) await post(address, {}, 'a-wrong-token-of-16');
    await under.close();
    expect(written('receiver.refused').map(({ data }) => data)).toEqual(
      [1, 1].map((unauthorised) => ({ reasons: { unauthorised } })),
    );
  });
});

test('a real Alertmanager fires, and later resolves', async () => {
  const { open, firing, ledger, written } = receivers();
  const changes = () => written('alerts.changed').length;
  const happened = (count: number) =>
    new Promise<void>((resolve) => {
      if (changes() >= count) resolve();
      ledger.onCommit(() => changes() >= count && resolve());
    });
  const address = await open();
  const alertmanager = await startAlertmanager(`http://${address}/alertmanager`, token);
  const labels = { alertname: 'SignInErrors', service: 'sign-in', severity: 'critical', instance: 'ws-1' };
  const alert = { labels, annotations: { summary: 'Nobody can sign in' }, startsAt: '2026-09-01T00:00:00Z' };
  await alertmanager.post([alert]);
  await happened(1);
  const during = Object.values(ledger.world().alerts['sign-in'] ?? {}).map(
    ({ name, severity, summary, startsAt }) => ({
      ...{ name, severity, summary, startsAt },
    }),
  );
  await alertmanager.post([{ ...alert, endsAt: new Date().toISOString() }]);
  await happened(2);
  expect([during, firing()]).toEqual([
    [
      {
        ...{ name: 'SignInErrors', severity: 'SEV-1', summary: 'Nobody can sign in' },
        startsAt: Date.UTC(2026, 8, 1),
      },
    ],
    [],
  ]);
});

test('10,000 alerts in one burst, every one sent twice: none is lost, none is doubled', async () => {
  const { posted, firing, lost, double } = await alertBurst();
  expect({ posted, firing, lost, double }).toEqual({ posted: 10_000, firing: 10_000, lost: 0, double: 0 });
});
