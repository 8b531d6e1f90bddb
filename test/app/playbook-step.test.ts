import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSshTransport } from '../../src/execution/ssh';
import type { Transport } from '../../src/execution/transport';
import { adopt, openConsole } from '../helpers/console';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { type FleetPlan, fleetPlan } from '../helpers/fleet-plan';
import { recordsOf } from '../helpers/running';

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startTestFleet(20);
}, 60_000);
afterAll(() => fleet.close());
beforeEach(async () => {
  await fleet.fleet.control({ act: 'clear' });
  for (const name of names()) await rm(toldFile(name), { force: true });
});

const names = () => fleet.fleet.endpoints.map((each) => each.name);
const toldFile = (name: string) => path.join(fleet.dir, 'homes', name, 'told');

/** What every endpoint was really told, by the files that only its own shell writes. */
async function told(): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const name of names()) {
    const text = await readFile(toldFile(name), 'utf8').catch(() => '');
    if (text !== '') said[name] = text.trim();
  }
  return said;
}

/** Asks until so many endpoints have begun. */
async function begun(count: number): Promise<void> {
  while (Object.keys(await told()).length < count) await pause(20);
}

const tell = `- hosts: all
  gather_facts: false
  tasks: [{ name: tell, raw: 'echo {{ part }} {{ hf_word }} >>told' }]
`;

type Scene = {
  readonly playbook?: string;
  readonly size?: number;
  readonly runbook?: string;
  readonly plan?: Partial<FleetPlan>;
  readonly watch?: (transport: Transport) => Transport;
};

/** A console in front of a service that a playbook restores, its incident declared and its manifest shown. */
async function opened({ playbook = tell, size = 4, runbook, plan, watch }: Scene = {}) {
  const ssh = createSshTransport({ privateKey: fleet.privateKey });
  const console = openConsole({ transport: watch?.(ssh) ?? ssh, actsByItself: false });
  const files = fleetPlan({
    rows: fleet.fleet.endpoints.map((each, index) => ({ ...each, group: index < size ? 'in' : 'out' })),
    identity: fleet.fleet.clientKeyPath,
    runbook:
      runbook ??
      `parameters: [{ id: word, default: told }]
steps:
  - { id: play, ansible: { playbook: playbooks/site.yml } }
  - { id: check, verify: "grep -q in told" }
waves: { canary: 1, size: 50, max_in_flight: 10 }
`,
    ...plan,
  });
  const folder = await adopt(console, { ...files, 'playbooks/site.yml': playbook });
  const { core, handlers, clock, until } = console;
  await handlers['operator.signIn']({ person: 'maria.chen' });
  clock.advance(60_000);
  await until(() => core.ledger.world().services.work?.condition === 'down');
  await handlers['incident.declare']({ service: 'work', severity: 'SEV-1', takeCommand: true });
  clock.advance(100);
  const preview = await until(() => core.snapshot().live.previews.work);
  const start = () => handlers['run.start']({ incident: 'INC-0001', manifest: preview.manifest.digest });
  const run = () => Object.values(core.ledger.world().runs)[0];
  const ended = () => until(() => run()?.result);
  const states = () => {
    const counts: Record<string, number> = {};
    for (const { state } of Object.values(run()?.endpoints ?? {})) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  };
  return { ...console, folder, preview, start, run, ended, states };
}

describe('a runbook with a playbook', { timeout: 120_000 }, () => {
  test('plays it on exactly the approved endpoints, wave by wave, and goes on with its next step', async () => {
    const here = await opened();
    await here.start();
    await here.ended();
    const waves = recordsOf(here.core.journal).flatMap((each) =>
      each.type === 'run.wave-started' ? [each.data] : [],
    );
    expect([
      here.run()?.result,
      here.states(),
      await told(),
      waves.map(({ endpoints, by }) => [endpoints, by]),
    ]).toEqual([
      'completed',
      { ok: 4 },
      Object.fromEntries(
        names()
          .slice(0, 4)
          .map((name) => [name, 'in told']),
      ),
      [
        [1, expect.stringMatching(/^ansible-core \d/)],
        [3, expect.stringMatching(/^ansible-core \d/)],
        [1, undefined],
        [3, undefined],
      ],
    ]);
  });
  test('puts the intent of every endpoint of a wave on the disk before anything of it is sent', async () => {
    const early: string[] = [];
    const here = await opened({
      watch: (ssh) => ({
        ...ssh,
        perform(target, command, signal) {
          const state = command.command.includes('>>told')
            ? here.run()?.endpoints[target.name]?.state
            : 'sending';
          if (state !== 'sending') early.push(target.name);
          return ssh.perform(target, command, signal);
        },
      }),
    });
    await here.start();
    await here.ended();
    expect([early, here.states()]).toEqual([[], { ok: 4 }]);
  });
  test('of twenty, accounts for every one: failed, unreachable, another host key, ok', async () => {
    const [gone = '', other = '', broken = ''] = names().slice(8);
    await fleet.fleet.control({ act: 'fault', kind: 'refuse', endpoints: [gone] });
    const here = await opened({
      size: 20,
      playbook: tell.replace("raw: '", `raw: 'test {{ inventory_hostname }} != ${broken} || exit 9; `),
      runbook: `parameters: [{ id: word, default: told }]
steps: [{ id: play, ansible: { playbook: playbooks/site.yml } }]
waves: { canary: 2, size: 50 }
budget: { failed: 50%, unreachable: 50%, denied: 50% }
`,
    });
    await fleet.fleet.control({ act: 'clear' });
    await fleet.fleet.control({ act: 'fault', kind: 'changed-key', endpoints: [other] });
    await here.start();
    await here.ended();
    const heard = (name: string) => here.run()?.endpoints[name]?.outcome;
    expect([
      here.states(),
      heard(other),
      heard(broken),
      here.preview.manifest.excluded,
      Object.keys(await told()).length,
    ]).toEqual([
      { ok: 17, failed: 1, denied: 1 },
      expect.objectContaining({ state: 'denied', cause: 'HostKeyMismatch' }),
      expect.objectContaining({ state: 'failed', exitCode: 9 }),
      [{ endpoint: gone, reason: 'unreachable' }],
      17,
    ]);
  });
  test('a canary that fails halts it: the others are never sent anything', async () => {
    const here = await opened({ playbook: tell.replace("raw: '", "raw: 'exit 1; ") });
    await here.start();
    await here.ended();
    expect([here.run()?.result, here.states(), await told()]).toEqual([
      'halted',
      { failed: 1, pending: 3 },
      {},
    ]);
  });
  test('ansible#32255: beyond the budget no further endpoint is begun with, also in the middle of a wave', async () => {
    const here = await opened({
      size: 12,
      playbook: tell.replace("raw: '", "raw: 'echo begun >>told; exit 1; "),
      runbook: `parameters: [{ id: word, default: told }]
steps: [{ id: play, ansible: { playbook: playbooks/site.yml, forks: 1 } }]
waves: { canary: 12, size: 12 }
budget: { failed: 20% }
`,
    });
    await here.start();
    await here.ended();
    expect([
      here.run()?.result,
      (here.states().failed ?? 0) < 6,
      here.states().cancelled !== undefined,
    ]).toEqual(['halted', true, true]);
    expect(Object.keys(await told()).length).toBe(here.states().failed);
  });
  test('a playbook that cannot be played halts the run with its words, and nothing was sent', async () => {
    const here = await opened({ playbook: '- hosts: all\n  taskss: []\n' });
    await here.start();
    await here.ended();
    expect([here.run()?.haltedBecause, here.states(), await told()]).toEqual([
      expect.stringContaining('taskss'),
      { cancelled: 1, pending: 3 },
      {},
    ]);
  });
  test('stopped in the middle, what was begun is unknown and the rest certainly not sent', async () => {
    let stop = (): unknown => null;
    const here = await opened({
      size: 6,
      playbook: tell.replace("raw: '", "raw: 'echo begun >>told; sleep 60; "),
      runbook: `parameters: [{ id: word, default: told }]
steps: [{ id: play, ansible: { playbook: playbooks/site.yml, forks: 2 } }]
waves: { canary: 6, size: 6 }
`,
      watch: (ssh) => ({
        ...ssh,
        perform(target, command, signal) {
          const end = ssh.perform(target, command, signal);
          if (command.command.includes('sleep 60')) void begun(2).then(() => stop());
          return end;
        },
      }),
    });
    stop = () => here.handlers['run.stop']({ run: here.run()?.id ?? '' });
    await here.start();
    await here.ended();
    const alive = Object.keys(await told());
    const unknown = Object.entries(here.run()?.endpoints ?? {}).flatMap(([name, { state }]) =>
      state === 'unknown' ? [name] : [],
    );
    expect([here.run()?.result, here.states(), unknown.sort()]).toEqual([
      'stopped',
      { unknown: 2, cancelled: 4 },
      alive.sort(),
    ]);
  });
});

describe('after the look the playbook changes', { timeout: 120_000 }, () => {
  const change = async (here: Awaited<ReturnType<typeof opened>>) => {
    await writeFile(path.join(here.folder, 'playbooks/site.yml'), tell.replace('told', 'other'));
    await here.core.plans.open(here.folder);
  };
  test('and the hold is refused: not a byte of it leaves', async () => {
    const here = await opened();
    await change(here);
    await expect(here.start()).rejects.toThrow('The plan changed after this manifest was shown');
    expect(await told()).toEqual({});
  });
  test('and what was approved a moment before is played exactly as approved', async () => {
    const here = await opened();
    await here.start();
    await change(here);
    await here.ended();
    expect(new Set(Object.values(await told()))).toEqual(new Set(['in told']));
  });
});
