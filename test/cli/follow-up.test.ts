import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '../../src/domain/run/run-state';
import { type WorkedFleet, workedFleet } from '../helpers/worked-fleet';

let work: WorkedFleet;
beforeAll(async () => {
  work = await workedFleet(
    6,
    `steps:
  - { id: drain, command: "echo drain >>did", rollback: "echo undrain >>did" }
  - { id: tell, command: "echo tell >>did; test ! -e broken || exit 3", rollback: "echo untell >>did" }
  - { id: flash, command: "echo flash >>did", irreversible: true }
  - { id: check, verify: "test -s did" }
waves: { canary: 100, size: 100, max_in_flight: 6 }
budget: { failed: 100%, unreachable: 100%, denied: 100% }
`,
  );
}, 120_000);
afterAll(() => work.close());
beforeEach(async () => {
  await work.forget();
  await work.fleet.fleet.control({ act: 'clear' });
  for (const name of work.names) await work.remove(name, 'broken');
});

const states = (run: Run | undefined) =>
  Object.fromEntries(Object.entries(run?.endpoints ?? {}).map(([name, { state }]) => [name, state]));
const didAll = () => Promise.all(work.names.map(async (name) => (await work.did(name)).join(' ')));
const whole = 'drain tell flash';

describe('after a run in which some failed', () => {
  test('a retry by cause repeats exactly those, a retry by name exactly that one, and nothing is done twice', async () => {
    const [one, two, lost] = work.names as [string, string, string];
    for (const name of [one, two]) await work.put(name, 'broken');
    await work.fleet.fleet.control({ act: 'fault', kind: 'refuse', endpoints: [lost] });
    const first = await work.holdfast('retry', 'run', 'work');
    for (const name of [one, two]) await work.remove(name, 'broken');
    await work.fleet.fleet.control({ act: 'clear' });
    const byCause = await work.holdfast(
      'retry',
      'retry',
      'RUN-0001',
      '--cause',
      'failed',
      '--from-failed-step',
    );
    const nothing = await work.holdfast('retry', 'retry', 'RUN-0001', '--cause', 'denied');
    const byName = await work.holdfast('retry', 'retry', 'RUN-0001', '--endpoints', lost, '--json');
    // Nothing is ever proven here, so that only what restores nothing by itself can end with 0.
    expect([first.code, byCause.code, nothing.code, byName.code]).toEqual([1, 1, 3, 1]);
    expect(nothing.stderr).toContain('RUN-0001 left nothing to retry that is denied.');
    expect(JSON.parse(byName.stdout).run).toMatchObject({ id: 'RUN-0003', result: 'completed' });
    expect(work.runs('retry').map(states).slice(1)).toEqual([{ [one]: 'ok', [two]: 'ok' }, { [lost]: 'ok' }]);
    const repeated = 'drain tell tell flash';
    expect(await didAll()).toEqual([repeated, repeated, whole, whole, whole, whole]);

    // Each is taken back by itself, the latest first: the retry began with the second step, so no more is undone.
    const tooEarly = await work.holdfast('retry', 'rollback', 'RUN-0001');
    const back = await work.holdfast('retry', 'rollback', 'RUN-0002');
    const untold = `${repeated} untell`;
    expect([tooEarly.code, tooEarly.stderr, back.code, work.runs('retry').at(-1)?.result]).toEqual([
      3,
      expect.stringContaining('Roll back RUN-0002 first.'),
      0,
      'completed',
    ]);
    expect(await didAll()).toEqual([untold, untold, whole, whole, whole, whole]);
  }, 120_000);

  test('a rollback undoes on each only what was done there, the last first, and names what stays', async () => {
    const [broken, lost] = work.names as [string, string];
    await work.put(broken, 'broken');
    await work.fleet.fleet.control({ act: 'fault', kind: 'refuse', endpoints: [lost] });
    await work.holdfast('back', 'run', 'work');
    await work.fleet.fleet.control({ act: 'clear' });
    const { code, stderr } = await work.holdfast('back', 'rollback', 'RUN-0001');
    const again = await work.holdfast('back', 'rollback', 'RUN-0001');
    const undone = `${whole} untell undrain`;
    expect([code, await didAll(), again.code]).toEqual([
      0,
      ['drain tell untell undrain', '', undone, undone, undone, undone],
      3,
    ]);
    expect(stderr.split('\n').filter((line) => /^(Undoes|Stays)/.test(line))).toEqual([
      'Undoes      RUN-0001: undo-tell, undo-drain, where it was done',
      'Stays       flash (nothing undoes it, 4 endpoints)',
    ]);
    expect(again.stderr).toContain('RUN-0001 is rolled back already.');
  }, 120_000);

  test('another runbook runs on those that passed, and on no other', async () => {
    const [broken] = work.names as [string];
    await work.put(broken, 'broken');
    await work.holdfast('passed', 'run', 'work');
    const { code } = await work.holdfast('passed', 'passed', 'RUN-0001', '--runbook', 'untell');
    const unknown = await work.holdfast('passed', 'passed', 'RUN-0001', '--runbook', 'untel');
    const second = work.runs('passed')[1];
    expect([code, Object.keys(second?.endpoints ?? {}), second?.manifest.runbook]).toEqual([
      0,
      work.names.slice(1),
      'untell',
    ]);
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('The plan has no runbook "untel".'),
    ]);
  }, 120_000);
});

describe('after a run that was cut', () => {
  test('a resume of one that was stopped does exactly the rest', async () => {
    await work.fleet.fleet.control({ act: 'fault', kind: 'slow', endpoints: [...work.names], delayMs: 500 });
    const { child, ended } = work.start('stop', 'run', 'work');
    await inTheMiddle('stop', child);
    child.kill('SIGINT');
    const { code } = await ended;
    await work.fleet.fleet.control({ act: 'clear' });
    const resumed = await work.holdfast('stop', 'resume', 'RUN-0001');
    const again = await work.holdfast('stop', 'resume', 'RUN-0002');
    const [first, second] = work.runs('stop');
    const left = Object.entries(states(first)).filter(([, state]) => state !== 'ok');
    expect([code, resumed.code, Object.keys(second?.endpoints ?? {}), await didAll()]).toEqual([
      1,
      1,
      left.map(([name]) => name),
      work.names.map(() => whole),
    ]);
    expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('RUN-0002 has completed.')]);
  }, 120_000);

  test('after kill -9 a reconcile makes of the unknown what the endpoints themselves counted', async () => {
    await work.fleet.fleet.control({ act: 'fault', kind: 'slow', endpoints: [...work.names], delayMs: 500 });
    const { child, ended } = work.start('kill', 'run', 'work');
    await inTheMiddle('kill', child);
    child.kill('SIGKILL');
    await ended;
    const { code, stderr } = await work.holdfast('kill', 'reconcile', 'RUN-0001');
    const [run] = work.runs('kill');
    expect([code, run?.result, /^Reconciled {2}\d+ asked, \d+ settled$/m.test(stderr)]).toEqual([
      1,
      'interrupted',
      true,
    ]);
    for (const name of work.names) {
      const { step = null, state } = run?.endpoints[name] ?? {};
      const did = await work.did(name);
      // Only a proof keeps no receipt; every other step is known, exactly as the endpoint did it.
      if (step !== 'check') expect(state).not.toBe('unknown');
      const done = ['drain', 'tell', 'flash'].slice(0, stepsDone(step, state ?? ''));
      expect([name, did]).toEqual([name, done]);
    }
    await work.fleet.fleet.control({ act: 'clear' });
    const resumed = await work.holdfast('kill', 'resume', 'RUN-0001');
    expect([resumed.code, await didAll()]).toEqual([1, work.names.map(() => whole)]);
  }, 120_000);
});

describe('what cannot be followed', () => {
  test('is refused in words: a run that never was, and one that goes on in another process', async () => {
    await work.fleet.fleet.control({ act: 'fault', kind: 'slow', endpoints: [...work.names], delayMs: 500 });
    const { child, ended } = work.start('busy', 'run', 'work');
    await inTheMiddle('busy', child);
    const elsewhere = await work.holdfast('busy', 'resume', 'RUN-0001');
    child.kill('SIGINT');
    await ended;
    const calls = await Promise.all(
      ['retry', 'resume', 'rollback', 'passed', 'reconcile'].map(async (command, index) => {
        const { code, stderr } = await work.holdfast(`none-${index}`, command, 'RUN-0007');
        return [command, code, stderr.includes('The journal holds no run "RUN-0007".')];
      }),
    );
    expect([elsewhere.code, elsewhere.stderr]).toEqual([
      4,
      expect.stringContaining('Another Holdfast has the journal'),
    ]);
    expect(calls).toEqual([
      ['retry', 2, true],
      ['resume', 2, true],
      ['rollback', 2, true],
      ['passed', 2, true],
      ['reconcile', 2, true],
    ]);
  }, 120_000);

  test('is refused when its incident is over, and nothing is sent', async () => {
    await work.put(work.names[0] ?? '', 'broken');
    await work.holdfast('over', 'run', 'work');
    await work.standDown('over');
    const before = await didAll();
    const calls: unknown[] = [];
    for (const command of ['retry', 'rollback', 'passed']) {
      const { code, stderr } = await work.holdfast('over', command, 'RUN-0001');
      calls.push([command, code, stderr]);
    }
    const words = expect.stringContaining(
      'INC-0001 is resolved. Reopen it to go on with RUN-0001: --reopen "why".',
    );
    expect([calls, await didAll()]).toEqual([
      [
        ['retry', 3, words],
        ['rollback', 3, words],
        ['passed', 3, words],
      ],
      before,
    ]);
  }, 120_000);
});

/** How many steps that change something were done, by where an endpoint stands. */
function stepsDone(step: string | null, state: string): number {
  if (step === null) return 0;
  const at = ['drain', 'tell', 'flash', 'check'].indexOf(step);
  return Math.min(3, state === 'cancelled' ? at : at + 1);
}

/** Resolves as soon as some endpoint has a step behind it and something is in flight. */
async function inTheMiddle(data: string, child: { readonly exitCode: number | null }): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('the run ended before it could be cut');
    const endpoints = Object.values(run(data)?.endpoints ?? {});
    if (endpoints.some(({ state, step }) => state === 'sending' && step !== 'drain')) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function run(data: string): Run | undefined {
  try {
    return work.runs(data)[0];
  } catch {
    return undefined;
  }
}
