import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/app/clock';
import { sweepPreflight } from '../../src/app/preflight-sweep';
import type { Endpoint } from '../../src/domain/plan/plan';
import { preflightCommand } from '../../src/domain/run/preflight/question';
import { readAnswer } from '../../src/domain/run/preflight/read-answer';
import { createSshTransport } from '../../src/execution/ssh';
import type { Transport } from '../../src/execution/transport';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { restartAgent, signIn } from '../helpers/hospital';
import { ok, scriptedTransport } from '../helpers/scripted-transport';
import { startSshd } from '../helpers/sshd';

/** What the endpoints' own programs say; each home may hold a file that makes one of them say something odd. */
const programs = {
  df: `[ -e "$HOME/odd-df" ] && exec cat "$HOME/odd-df"
printf '%s\\n' 'Filesystem 1024-blocks Used Available Capacity Mounted on' '/dev/sda1 20000000 1000000 19000000 5% /'`,
  date: `echo $(( $(/bin/date +%s) + $(cat "$HOME/odd-date" 2>/dev/null || echo 0) ))`,
  sudo: `case "$*" in '-n true') ;; '-n -u postgres true') [ ! -e "$HOME/no-sudo" ] ;; *) false ;; esac`,
};
const full =
  'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 20000000 19990000 10000 100% /\n';

let fleet: TestFleet;
let transport: Transport;
beforeAll(async () => {
  fleet = await startTestFleet(12);
  transport = createSshTransport({ privateKey: fleet.privateKey });
  for (const [name, script] of Object.entries(programs))
    await writeFile(path.join(fleet.dir, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
});
afterAll(async () => {
  await transport.close();
  await fleet.close();
});

const name = (index: number): string => fleet.target(index).name;
const endpoints = (): Endpoint[] =>
  Array.from({ length: 12 }, (_, index) => ({ ...fleet.target(index), labels: {} }));
const odd = (index: number, file: string, text: string) =>
  writeFile(path.join(fleet.dir, 'homes', name(index), file), text);
type Setting = {
  over?: Transport;
  becomes?: readonly string[];
  signal?: AbortSignal;
  onProgress?: (done: number) => void;
};
const sweep = ({ over = transport, becomes = [], ...rest }: Setting = {}) =>
  sweepPreflight(
    { service: signIn, runbook: restartAgent, endpoints: endpoints(), becomes },
    {
      ...{ transport: over, clock: systemClock, signal: new AbortController().signal, onProgress: () => {} },
      ...rest,
    },
  );
const foundBy = (result: Awaited<ReturnType<typeof sweep>>) =>
  Object.fromEntries(
    (result?.found ?? []).map(({ cause, endpoints: each }) => [cause, each.map(({ endpoint }) => endpoint)]),
  );

test('a healthy fleet is ready, every endpoint of it asked once', async () => {
  const told: number[] = [];
  const result = await sweep({ onProgress: (done) => told.push(done) });
  expect({ ...result, tookMs: 0 }).toEqual({ total: 12, ready: 12, tookMs: 0, found: [] });
  expect(told.at(-1)).toBe(12);
});

describe('one sweep over a fleet with everything wrong at once', () => {
  test('says every cause and the endpoints behind it', async () => {
    const fault = (kind: string, index: number) =>
      fleet.fleet.control({ act: 'fault', kind, endpoints: [name(index)] } as never);
    onTestFinished(async () => {
      await fleet.fleet.control({ act: 'clear' });
    });
    await fault('refuse', 0);
    await fault('changed-key', 1);
    await fault('auth', 2);
    await fault('drop', 3);
    await odd(4, 'odd-df', full);
    await odd(5, 'odd-date', '90');
    await odd(6, 'odd-date', '-3600');
    await odd(7, 'no-sudo', '');
    await odd(8, 'odd-df', 'Filesystem\n$(reboot) `id` \u001b[2J\n');
    await odd(9, 'odd-df', full);
    await odd(9, 'odd-date', '90');
    const result = await sweep({ becomes: ['root', 'postgres'] });
    expect(foundBy(result)).toEqual({
      'host key changed': [name(1)],
      unreachable: [name(0)],
      'login refused': [name(2)],
      'no answer': [name(3), name(8)],
      'become refused': [name(7)],
      'disk full': [name(4), name(9)],
      'clock off': [name(5), name(6), name(9)],
    });
    expect(result?.ready).toBe(2);
    const words = (cause: string) => result?.found.find((each) => each.cause === cause)?.endpoints;
    expect(words('clock off')?.map((each) => each.words.replace(/\d+ s ahead/, 'N s ahead'))).toEqual([
      '1 min N s ahead',
      '1 h behind',
      '1 min N s ahead',
    ]);
    expect(words('no answer')?.[1]?.words).toBe('the shell said something else: home $(reboot) `id`');
  });
  test('without a step that becomes another user nobody asks for sudo', async () => {
    expect(foundBy(await sweep())['become refused']).toBeUndefined();
  });
});

test('a preflight that is broken off says nothing, and asks nobody further', async () => {
  const stop = new AbortController();
  const silent = scriptedTransport(() => {
    stop.abort();
    return ok;
  });
  expect(await sweep({ over: silent, signal: stop.signal })).toBeNull();
});

test('a clock that a slow way there leaves in doubt is asked for once more', async () => {
  const asked: string[] = [];
  let now = 0;
  const slowAtFirst: Transport = {
    perform: async (target, command) => {
      asked.push(target.name);
      // The first way there takes 12 s, the second 10 ms; the clock is right.
      now += asked.filter((each) => each === target.name).length === 1 ? 12_000 : 10;
      const lines = [
        'holdfast-preflight 1',
        `clock ${Math.floor(now / 1000)}`,
        'home',
        'tmp',
        'holdfast-preflight end',
      ];
      expect(command.command).toBe(preflightCommand([]));
      return { state: 'ok', exitCode: 0, output: lines.join('\n'), tookMs: 1 };
    },
    close: async () => {},
  };
  const [one] = endpoints();
  const clock = { now: () => now, elapsed: () => now };
  const result = await sweepPreflight(
    { service: signIn, runbook: restartAgent, endpoints: one ? [one] : [], becomes: [] },
    { transport: slowAtFirst, clock, signal: new AbortController().signal, onProgress: () => {} },
  );
  expect([asked.length, result?.ready]).toEqual([2, 1]);
});

test('a real OpenSSH endpoint with its own df, date and sudo answers as it was asked', async () => {
  const sshd = await startSshd();
  const over = createSshTransport({ privateKey: sshd.clientKey.privateKey });
  onTestFinished(async () => {
    await over.close();
    await sshd.close();
  });
  const outcome = await over.perform(sshd.target(), {
    command: preflightCommand(['root']),
    timeoutMs: 10_000,
  });
  const read = readAnswer('output' in outcome ? outcome.output : '', true);
  if (!read.read) throw new Error(`it said ${read.words}`);
  const { clockS, rooms, become, isWhole } = read.answer;
  expect([isWhole, rooms.map(({ place, sizeKb }) => [place, sizeKb > 0]), become === null]).toEqual([
    true,
    [
      ['$HOME', true],
      ['/tmp', true],
    ],
    false,
  ]);
  expect(Math.abs((clockS ?? 0) * 1000 - Date.now())).toBeLessThan(60_000);
});
