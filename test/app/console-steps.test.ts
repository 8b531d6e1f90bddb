import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../../src/domain/incident/circumstances';
import { interruptRun, stopRun } from '../../src/domain/run/commands';
import { answerSite, chooseOption } from '../../src/domain/run/console/answer';
import { openConsoleStep } from '../../src/domain/run/console/console-progress';
import { followUp } from '../../src/domain/run/follow-up';
import { countStates, evolveRun } from '../../src/domain/run/run-state';
import type { Runbook, Step } from '../../src/domain/run/runbook';
import { hospital, restartAgent, seconds } from '../helpers/hospital';
import { type Running, startRunning } from '../helpers/running';
import { failed, ok, scriptedTransport } from '../helpers/scripted-transport';

const once = { command: 'words', timeoutMs: 5000, idempotent: false, okExitCodes: [0] };
const wire: Step = {
  ...{ ...once, id: 'wire', kind: 'manual', idempotent: true },
  manual: { instruction: 'Move the cable', steps: [], perSite: true },
};
const ready: Step = {
  ...{ ...once, id: 'ready', kind: 'decision', idempotent: true },
  decision: {
    question: 'Ready?',
    options: [
      { id: 'yes', label: 'Yes', ends: false },
      { id: 'no', label: 'No', ends: true },
    ],
  },
};
const local = (command: readonly string[], more: Partial<Step> = {}): Step => ({
  ...{ ...once, id: 'local', kind: 'local' as const },
  local: { command },
  ...more,
});
const [restart, check] = restartAgent.steps as [Step, Step];

/** Steps in this order, on endpoints of two sites; nobody is asked yet. */
function start(
  steps: readonly Step[],
  transport = scriptedTransport(),
  more: Partial<Runbook> = {},
): Running {
  return startRunning({ transport, runbook: { steps, ...more } });
}

/** Resolves when the run waits at a step. */
const waitsAt = (running: Running, step: string): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (openConsoleStep(running.run())?.id !== step) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = running.ledger.onCommit(look);
    look();
  });

function says(running: Running, decide: (now: Circumstances) => ReturnType<typeof answerSite>): void {
  running.ledger.commit((world, at) =>
    decide({ world, at, plan: { ...hospital, runbooks: [] }, operator: 'maria' }),
  );
}
const site = (running: Running, name: string, done: boolean, note?: string) =>
  says(running, (now) => answerSite(now, { run: 'RUN-0001', step: 'wire', site: name, done, note }));
const choose = (running: Running, option: string) =>
  says(running, (now) => chooseOption(now, { run: 'RUN-0001', step: 'ready', option }));
const counted = (running: Running) =>
  Object.fromEntries(Object.entries(countStates(running.run())).filter(([, many]) => many > 0));
const sitesOfRun = (running: Running) =>
  [...new Set(running.run().manifest.entries.map(({ labels }) => labels?.site ?? ''))].sort();

describe('a step that people do at each site', () => {
  test('holds every endpoint until the last site is done, and the run goes on then', async () => {
    const transport = scriptedTransport();
    const running = start([wire, restart, check], transport);
    await waitsAt(running, 'wire');
    const [first = '', ...others] = sitesOfRun(running);
    site(running, first, true);
    const before = transport.asked.length;
    for (const each of others) site(running, each, true);
    await running.conducting.done;
    expect([before, transport.asked.length, counted(running), running.run().result]).toEqual([
      ...[0, 20, { ok: 10 }, 'completed'],
    ]);
  });
  test('of a site that is not done no endpoint takes further part, and the run completes without it', async () => {
    const transport = scriptedTransport();
    const running = start([wire, restart, check], transport);
    await waitsAt(running, 'wire');
    const [first = '', ...others] = sitesOfRun(running);
    site(running, first, false, 'nobody has the key');
    for (const each of others) site(running, each, true);
    await running.conducting.done;
    const left = running.run().manifest.entries.filter(({ labels }) => labels?.site === first);
    expect([
      left.length > 0,
      left.some(({ endpoint }) => transport.asked.some((each) => each.startsWith(`${endpoint}:`))),
      counted(running),
      running.run().result,
      running.events('run.ended').map(({ notSent }) => notSent),
    ]).toEqual([true, false, { ok: 10 - left.length, cancelled: left.length }, 'completed', [left.length]]);
  });
  test('that is done nowhere halts the run, and nothing is sent', async () => {
    const transport = scriptedTransport();
    const running = start([wire, restart, check], transport);
    await waitsAt(running, 'wire');
    for (const each of sitesOfRun(running)) site(running, each, false, 'flooded');
    await running.conducting.done;
    expect([transport.asked, running.run().result, running.run().haltedBecause]).toEqual([
      ...[[], 'halted', 'wire was not done'],
    ]);
  });
  test('the last word of a site counts', async () => {
    const running = start([wire, restart, check]);
    await waitsAt(running, 'wire');
    const sites = sitesOfRun(running);
    site(running, sites[0] ?? '', false, 'wrong cable');
    site(running, sites[0] ?? '', true);
    for (const each of sites.slice(1)) site(running, each, true);
    await running.conducting.done;
    expect(counted(running)).toEqual({ ok: 10 });
  });
});

describe('a run that waits for people', () => {
  test('is stopped at once: the step is cancelled and nothing is sent', async () => {
    const transport = scriptedTransport();
    const running = start([wire, restart, check], transport);
    await waitsAt(running, 'wire');
    says(running, (now) => stopRun(now, { run: 'RUN-0001' }));
    running.conducting.stop();
    await running.conducting.done;
    expect([transport.asked, running.run().console.wire?.outcome, running.run().result]).toEqual([
      ...[[], 'cancelled', 'stopped'],
    ]);
  });
  test('that is paused when it is answered sends nothing until it goes on', async () => {
    const transport = scriptedTransport();
    const running = start([ready, restart, check], transport);
    await waitsAt(running, 'ready');
    running.conducting.pause();
    choose(running, 'yes');
    await new Promise((resolve) => setImmediate(resolve));
    const before = transport.asked.length;
    running.conducting.goOn();
    await running.conducting.done;
    expect([before, counted(running)]).toEqual([0, { ok: 10 }]);
  });
});

describe('a decision', () => {
  test('stands between two stages: what comes after it waits, and endpoints that failed before it stay behind', async () => {
    const transport = scriptedTransport(({ target }) => (target.name === 'ws-9' ? failed : ok));
    const running = start([restart, ready, check], transport, {
      budgets: { failed: 0.5, unreachable: 0.5, denied: 0.5 },
    });
    await waitsAt(running, 'ready');
    const before = counted(running);
    choose(running, 'yes');
    await running.conducting.done;
    expect([
      before,
      transport.asked.length,
      counted(running),
      running.events('run.wave-started').map(({ wave, stage, endpoints }) => [wave, stage ?? 0, endpoints]),
    ]).toEqual([
      { pending: 9, failed: 1 },
      19,
      { ok: 9, failed: 1 },
      [
        [0, 0, 2],
        [1, 0, 4],
        [2, 0, 4],
        [0, 1, 2],
        [1, 1, 4],
        [2, 1, 3],
      ],
    ]);
  });
  test('may end the run: the rest was not sent', async () => {
    const transport = scriptedTransport();
    const running = start([ready, restart, check], transport);
    await waitsAt(running, 'ready');
    choose(running, 'no');
    await running.conducting.done;
    expect([transport.asked, running.run().result, counted(running)]).toEqual([
      [],
      'stopped',
      { pending: 10 },
    ]);
  });
});

describe('a program at the console', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'holdfast-test-'));
  test('is done once, after its intent is on record, and the endpoints wait for its end', async () => {
    const file = join(folder(), 'ran');
    const transport = scriptedTransport();
    const running = start(
      [local(['/bin/sh', '-c', `echo once >> ${file}; echo said`]), restart, check],
      transport,
    );
    await running.conducting.done;
    expect([
      readFileSync(file, 'utf8'),
      running.run().console.local,
      running.run().result,
      transport.asked.length,
    ]).toMatchObject(['once\n', { outcome: 'done', output: 'said\n' }, 'completed', 20]);
  });
  test('that fails halts the run before anything is sent', async () => {
    const transport = scriptedTransport();
    const running = start([local(['/bin/sh', '-c', 'exit 3']), restart, check], transport);
    await running.conducting.done;
    expect([transport.asked, running.run().result, running.run().haltedBecause]).toEqual([
      ...[[], 'halted', 'local: exit 3'],
    ]);
  });
  test('a value never becomes more than one word of it', async () => {
    const hostile = "a'; touch pwned; $(id) `id` \n -x";
    const step = local(['/bin/sh', '-c', 'printf %s "$1"', 'sh', '{{ unit }}'], {
      values: { unit: hostile },
    });
    const running = start([step, restart, check]);
    await running.conducting.done;
    expect(running.run().console.local?.output).toBe(hostile);
  });
  test('is ended by Stop with what it started, and then nobody knows how far it got', async () => {
    const file = join(folder(), 'pid');
    const running = start([local(['/bin/sh', '-c', `sleep 600 & echo $! > ${file}; wait`]), restart, check]);
    await waitsAt(running, 'local');
    await expect.poll(() => readIfThere(file), { timeout: 10_000 }).toMatch(/\d+\n/);
    running.conducting.stop();
    await running.conducting.done;
    const child = Number(readIfThere(file));
    await expect.poll(() => isAlive(child), { timeout: 10_000 }).toBe(false);
    expect(running.run().console.local?.outcome).toBe('unknown');
  });
});

describe('after a crash', () => {
  const interrupted = async (step: Step) => {
    const running = start([wire, restart, check]);
    await waitsAt(running, 'wire');
    const { manifest, ...run } = running.run();
    running.conducting.stop();
    await running.conducting.done;
    const open = { [step.id]: { ...running.run().console.wire, outcome: null, closedAt: null } };
    const cut = {
      ...run,
      manifest: { ...manifest, steps: [step, restart, check] },
      console: open,
    } as typeof run & {
      manifest: typeof manifest;
    };
    return interruptRun({ world: running.ledger.world(), at: seconds(200) }, cut as never).reduce(
      (state, event) => evolveRun(state, event, seconds(200)) ?? state,
      cut as never as ReturnType<Running['run']>,
    );
  };
  const planWith = (steps: readonly Step[]) => ({ ...hospital, runbooks: [{ ...restartAgent, steps }] });

  test('a program whose end nobody saw is unknown, and resume asks before it is done again', async () => {
    const step = local(['/bin/true']);
    const run = await interrupted(step);
    const plan = planWith([step, restart, check]);
    const resume = (word?: 'done' | 'again') =>
      followUp(run, plan, { as: 'resume', step: word && { id: 'local', is: word } });
    expect([run.result, run.console.local?.outcome]).toEqual(['interrupted', 'unknown']);
    expect(() => resume()).toThrow('local may have been done already in RUN-0001');
    const retry = { as: 'retry', endpoints: ['ws-1'], from: 'first-step' } as const;
    expect(() => followUp(run, plan, retry)).toThrow('local may have been done already in RUN-0001');
    expect([resume('done').done, resume('again').done, resume('done').only.length]).toEqual([
      ['local'],
      [],
      10,
    ]);
  });
  test('one that may be done twice is done again without a word', async () => {
    const step = local(['/bin/true'], { idempotent: true });
    const run = await interrupted(step);
    expect(followUp(run, planWith([step, restart, check]), { as: 'resume' }).done).toEqual([]);
  });
  test('what people were asked is asked again', async () => {
    const run = await interrupted(wire);
    expect([
      run.console.wire?.outcome,
      followUp(run, planWith([wire, restart, check]), { as: 'resume' }).done,
    ]).toEqual(['cancelled', []]);
  });
});

test('a step at the console that was done stays done when its run is resumed, and endpoints go on after it', async () => {
  const transport = scriptedTransport();
  const running = start([restart, ready, check], transport);
  await waitsAt(running, 'ready');
  running.ledger.onCommit((records) => {
    if (records.some((each) => each.type === 'run.step-closed')) running.conducting.stop();
  });
  choose(running, 'yes');
  await running.conducting.done;
  const plan = { ...hospital, runbooks: [{ ...restartAgent, steps: [restart, ready, check] }] };
  const next = followUp(running.run(), plan, { as: 'resume' });
  expect([running.run().result, next.done, new Set(Object.values(next.fromSteps ?? {}))]).toEqual([
    ...['interrupted', ['ready'], new Set(['check'])],
  ]);
});

const readIfThere = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
/** Whoever has ended and was not fetched yet by its parent is not alive. */
const isAlive = (pid: number): boolean => {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
};
