import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSshTransport } from '../../src/execution/ssh';
import { adopt, openConsole } from '../helpers/console';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { type FleetPlan, fleetPlan } from '../helpers/fleet-plan';

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startTestFleet(8);
}, 60_000);
afterAll(() => fleet.close());
beforeEach(async () => {
  await fleet.fleet.control({ act: 'clear' });
  // The clock of every test stands alike, so that their runs would have the same receipts.
  for (const { name } of fleet.fleet.endpoints)
    for (const each of [toldFile(name), path.join(path.dirname(toldFile(name)), '.holdfast')])
      await rm(each, { recursive: true, force: true });
});

const toldFile = (name: string) => path.join(fleet.dir, 'homes', name, 'told');
const names = () => fleet.fleet.endpoints.map((each) => each.name);
/** The first five are of the service, the others are not. */
const approved = () => names().slice(0, 5);

/** What every endpoint was really told, by the files that only its own shell writes. */
async function told(): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const name of names()) {
    const text = await readFile(toldFile(name), 'utf8').catch(() => '');
    if (text !== '') said[name] = text;
  }
  return said;
}
const asApproved = (...without: string[]) =>
  Object.fromEntries(
    approved()
      .filter((name) => !without.includes(name))
      .map((name) => [name, 'told\n']),
  );

function plan(change: Partial<FleetPlan> = {}): FleetPlan {
  return {
    rows: fleet.fleet.endpoints.map((each, index) => ({ ...each, group: index < 5 ? 'in' : 'out' })),
    identity: fleet.fleet.clientKeyPath,
    runbook:
      'steps:\n  - { id: tell, command: "echo told >>told" }\nwaves: { canary: 1, size: 9, max_in_flight: 2 }\nbudget: { denied: 50% }\n',
    ...change,
  };
}
const rows = () => plan().rows.map((each) => ({ ...each }));

/** The first two rows with each other's address; an insider for an outsider. */
function swapped() {
  const all = rows();
  const [first, last] = [all[0], all.at(-1)];
  if (first && last) [first.address, last.address] = [last.address, first.address];
  return all;
}

/** What may change between the look and the run, each as files of the plan folder. */
const mutations: Readonly<Record<string, () => FleetPlan>> = {
  'an endpoint joins the group': () => plan({ rows: rows().map((each) => ({ ...each, group: 'in' })) }),
  'an endpoint leaves the group': () =>
    plan({ rows: rows().map((each, index) => (index === 2 ? { ...each, group: 'out' } : each)) }),
  'two endpoints swap their addresses': () => plan({ rows: swapped() }),
  'two endpoints swap their addresses and the keys on file follow': () =>
    plan({
      rows: swapped().map((each) => ({
        ...each,
        hostKeyLine: rows().find((row) => row.address === each.address)?.hostKeyLine ?? '',
      })),
    }),
  'the selector is widened': () => plan({ selector: '*' }),
  'the command is another one': () => plan({ runbook: plan().runbook.replace('echo told', 'echo other') }),
  'a step is added': () =>
    plan({
      runbook: plan().runbook.replace('waves:', '  - { id: more, command: "echo more >>told" }\nwaves:'),
    }),
};

async function opened() {
  const transport = createSshTransport({ privateKey: fleet.privateKey });
  const console = openConsole({ transport, actsByItself: false });
  const folder = await adopt(console, fleetPlan(plan()));
  const { core, handlers, clock, until } = console;
  await handlers['operator.signIn']({ person: 'maria.chen' });
  clock.advance(60_000);
  await until(() => core.ledger.world().services.work?.condition === 'down');
  await handlers['incident.declare']({ service: 'work', severity: 'SEV-1', takeCommand: true });
  clock.advance(100);
  const preview = await until(() => core.snapshot().live.previews.work);
  const mutate = async (to: FleetPlan): Promise<void> => {
    for (const [file, text] of Object.entries(fleetPlan(to))) await writeFile(path.join(folder, file), text);
    await core.plans.open(folder);
  };
  const start = () => handlers['run.start']({ incident: 'INC-0001', manifest: preview.manifest.digest });
  const ended = () => until(() => Object.values(core.ledger.world().runs)[0]?.result);
  const run = () => Object.values(core.ledger.world().runs)[0];
  return { ...console, mutate, start, ended, run, preview };
}

describe.each(Object.keys(mutations))('after the look %s', (name) => {
  const changed = () => mutations[name]?.() ?? plan();
  test('and the hold is refused: not a byte of a command leaves', async () => {
    const here = await opened();
    await here.mutate(changed());
    await expect(here.start()).rejects.toThrow('The plan changed after this manifest was shown');
    expect(await told()).toEqual({});
  });
  test('and what was approved a moment before goes on exactly as approved', async () => {
    const here = await opened();
    await here.start();
    await here.mutate(changed());
    await here.ended();
    expect([here.run()?.result, await told()]).toEqual(['completed', asApproved()]);
  });
});

test('rundeck#2706: an address that leads to another machine by now is told nothing', async () => {
  const here = await opened();
  const wrong = approved()[3] ?? '';
  await fleet.fleet.control({ act: 'fault', kind: 'changed-key', endpoints: [wrong] });
  await here.start();
  await here.ended();
  const outcome = here.run()?.endpoints[wrong]?.outcome;
  expect([outcome?.state, outcome && 'cause' in outcome && outcome.cause, await told()]).toEqual([
    'denied',
    'HostKeyMismatch',
    asApproved(wrong),
  ]);
});

test('semaphore#2820: a run that is limited to two endpoints touches these two, and a name beyond the service none', async () => {
  const here = await opened();
  const [one = '', two = ''] = approved();
  await here.start();
  await here.ended();
  for (const name of names()) await rm(toldFile(name), { force: true });
  const run = here.run()?.id ?? '';
  const endpoints = [one, two, names().at(-1) ?? ''];
  const again = await here.handlers['run.previewRetry']({ run, endpoints });
  await here.handlers['run.start']({ incident: 'INC-0001', manifest: again.manifest.digest });
  await here.until(() => Object.values(here.core.ledger.world().runs)[1]?.result);
  expect([again.manifest.entries.length, await told()]).toEqual([2, { [one]: 'told\n', [two]: 'told\n' }]);
});

test('a manifest that nobody was shown starts nothing', async () => {
  const here = await opened();
  const forged = `${here.preview.manifest.digest.slice(1)}0`;
  await expect(here.handlers['run.start']({ incident: 'INC-0001', manifest: forged })).rejects.toThrow(
    'was shown at this console',
  );
  expect(await told()).toEqual({});
});
