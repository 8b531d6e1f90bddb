import { describe, expect, onTestFinished, test } from 'vitest';
import { createSshTransport } from '../../src/execution/ssh';
import type { Warm, Warmed } from '../../src/execution/transport';
import { brokenWard } from '../helpers/broken-ward';
import { adopt, openConsole, wardPlan } from '../helpers/console';
import { startTestFleet, targetOf } from '../helpers/fleet';
import { recordsOf } from '../helpers/running';

const service = 'sign-in';
const minute = 60_000;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const planWith = (arm: string) => ({
  ...wardPlan,
  'services/sign-in.yaml': `${wardPlan['services/sign-in.yaml']}arm: ${arm}\n`,
});

/** A broken ward whose transport can warm up; what is in `lost` cannot be connected. */
async function ward(files: Readonly<Record<string, string>> = wardPlan) {
  const lost = new Set<string>();
  const warmed: { readonly names: string; readonly keepMs: number }[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const warm = async ({ targets, keepMs }: Warm, signal?: AbortSignal): Promise<Warmed> => {
    const names = targets.map((each) => each.name);
    warmed.push({ names: names.join(' '), keepMs });
    signals.push(signal);
    const failed = names.filter((name) => lost.has(name)).map((name) => ({ name, because: 'no route' }));
    return { connected: names.length - failed.length, failed };
  };
  const broken = await brokenWard(files, undefined, { warm });
  const arm = () => broken.core.snapshot().live.arms?.[service];
  const counts = () => {
    const { connected = 0, failed = 0, total = 0 } = arm() ?? {};
    return [connected, failed, total];
  };
  /** Lets so much time pass, and the rounds in it come to their end. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 1000) {
      broken.clock.advance(Math.min(1000, left));
      for (let turns = 0; turns < 20; turns += 1) await turn();
    }
  };
  const rows = () =>
    recordsOf(broken.core.journal)
      .filter((each) => each.type.startsWith('fleet.'))
      .map((each) => [each.type, each.actor, each.data]);
  return { ...broken, lost, warmed, signals, arm, counts, pass, rows };
}

describe('connections are kept open', () => {
  test('by themselves from the declaration on, where an envelope may run now, and the record says so', async () => {
    const broken = await ward();
    await broken.declare();
    await broken.pass(1000);
    expect([broken.counts(), broken.arm()?.automatic, broken.rows(), broken.faults]).toEqual([
      [6, 0, 6],
      true,
      [['fleet.armed', 'console', { service, incident: 'INC-0001', endpoints: 6, automatic: true }]],
      [],
    ]);
  });

  test('and nothing is sent over them', async () => {
    const broken = await ward();
    await broken.declare();
    const before = broken.transport.asked.length;
    await broken.pass(5000);
    expect(broken.transport.asked.length).toBe(before);
  });

  test('not by themselves below the severity of the envelope, until it is raised', async () => {
    const broken = await ward();
    await broken.handlers['operator.signIn']({ person: 'maria.chen' });
    await broken.handlers['incident.declare']({ service, severity: 'SEV-4', takeCommand: true });
    await broken.pass(1000);
    expect(broken.arm()).toBeUndefined();
    await broken.handlers['incident.raise']({ incident: 'INC-0001', severity: 'SEV-1' });
    await broken.pass(1000);
    expect(broken.counts()).toEqual([6, 0, 6]);
  });

  test.each([
    ['manual', 'accepted'],
    ['never', 'The plan says that connections to Clinical sign-in are never kept open (arm: never).'],
  ])('where the plan says %s, only on a word or not at all', async (setting, said) => {
    const broken = await ward(planWith(setting));
    await broken.declare();
    await broken.pass(1000);
    expect(broken.rows()).toEqual([]);
    const asked = broken.handlers['fleet.arm']({ service }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
    expect(await asked).toBe(said);
  });

  test('in calm on the word of whoever has signed in, and not without a name', async () => {
    const broken = await ward();
    await expect(broken.handlers['fleet.arm']({ service })).rejects.toMatchObject({ code: 'refused' });
    await broken.handlers['operator.signIn']({ person: 'eve' });
    await broken.handlers['fleet.arm']({ service });
    await broken.pass(1000);
    expect([broken.counts(), broken.rows()]).toEqual([
      [6, 0, 6],
      [['fleet.armed', 'person:eve', { service, endpoints: 6 }]],
    ]);
  });

  test('round by round, well within the time that they outlive', async () => {
    const broken = await ward();
    await broken.declare();
    await broken.pass(31_000);
    const holds = broken.warmed.filter((each) => each.keepMs > 0);
    expect([holds.length >= 3, holds.every((each) => each.keepMs > 60_000)]).toEqual([true, true]);
  });

  test('and one that is lost is shown, tried again with growing pauses, and shown when it is back', async () => {
    const broken = await ward();
    await broken.declare();
    await broken.pass(1000);
    broken.lost.add('ws-3');
    await broken.pass(11_000);
    expect([broken.counts(), broken.arm()?.examples]).toEqual([
      [5, 1, 6],
      [{ endpoint: 'ws-3', because: 'no route' }],
    ]);
    broken.warmed.length = 0;
    await broken.pass(100_000);
    const tries = broken.warmed.filter((each) => each.names.includes('ws-3')).length;
    expect([broken.warmed.length >= 9, tries >= 2 && tries <= 4]).toEqual([true, true]);
    broken.lost.clear();
    await broken.pass(170_000);
    expect(broken.counts()).toEqual([6, 0, 6]);
  });

  test('to exactly the present manifest: what an edited plan no longer has is not tried', async () => {
    const broken = await ward();
    await broken.declare();
    await broken.pass(1000);
    const plan = wardPlan['fleet/inventory.csv'].replace(/^ws-6.*\n/m, '');
    await adopt(broken, { ...wardPlan, 'fleet/inventory.csv': plan });
    await broken.pass(1000);
    expect([broken.counts(), broken.warmed.at(-1)?.names]).toEqual([[5, 0, 5], 'ws-1 ws-2 ws-3 ws-4 ws-5']);
  });
});

describe('connections are kept open until', () => {
  test('somebody lets go, signed in or not: what nobody uses is closed', async () => {
    const broken = await ward();
    await broken.declare();
    await broken.pass(1000);
    await broken.handlers['operator.leave']({ because: 'left' });
    await broken.handlers['fleet.disarm']({ service });
    await broken.pass(30_000);
    expect([broken.arm(), broken.warmed.at(-1)?.keepMs, broken.rows().at(-1)]).toEqual([
      undefined,
      0,
      [
        'fleet.disarmed',
        'console',
        { service, incident: 'INC-0001', because: 'person', connected: 6, total: 6 },
      ],
    ]);
  });

  test('a run starts, which takes them over as they are: nothing is closed and nothing further opened', async () => {
    const broken = await ward();
    const { manifest } = await broken.declare();
    await broken.pass(1000);
    broken.warmed.length = 0;
    await broken.handlers['run.start']({ incident: 'INC-0001', manifest: manifest.digest });
    expect(broken.signals.at(-1)?.aborted).toBe(true);
    // Over before anybody looked again.
    await broken.until(() => broken.core.ledger.world().runs['RUN-0001']?.result);
    await broken.pass(30_000);
    expect([broken.arm(), broken.warmed, broken.rows().at(-1)?.[2]]).toEqual([
      undefined,
      [],
      { service, incident: 'INC-0001', because: 'run', connected: 6, total: 6 },
    ]);
  });

  test('half an hour has passed', async () => {
    const broken = await ward();
    await broken.handlers['operator.signIn']({ person: 'eve' });
    await broken.handlers['fleet.arm']({ service });
    await broken.pass(29 * minute);
    expect(broken.counts()).toEqual([6, 0, 6]);
    await broken.pass(minute);
    expect([broken.arm(), broken.rows().at(-1)?.[2]]).toEqual([
      undefined,
      { service, because: 'time', connected: 6, total: 6 },
    ]);
  });

  test('the incident is over', async () => {
    const broken = await ward();
    await broken.declare();
    await broken.pass(1000);
    await broken.handlers['incident.standDown']({ incident: 'INC-0001', reason: 'a false alarm, it works' });
    await broken.pass(1000);
    expect([broken.arm(), broken.warmed.at(-1)?.keepMs]).toEqual([undefined, 0]);
  });

  test('the plan says never', async () => {
    const broken = await ward();
    await broken.declare();
    await broken.pass(1000);
    await adopt(broken, planWith('never'));
    expect([broken.arm(), broken.rows().at(-1)?.[2]]).toMatchObject([undefined, { because: 'plan-changed' }]);
  });
});

test('where somebody let go, the same incident does not open them by itself again', async () => {
  const broken = await ward();
  await broken.handlers['operator.signIn']({ person: 'maria.chen' });
  await broken.handlers['incident.declare']({ service, severity: 'SEV-2', takeCommand: true });
  await broken.pass(1000);
  expect(broken.counts()).toEqual([6, 0, 6]);
  await broken.handlers['fleet.disarm']({ service });
  await broken.handlers['incident.raise']({ incident: 'INC-0001', severity: 'SEV-1' });
  await broken.pass(5000);
  expect(broken.arm()).toBeUndefined();
});

test('a real fleet is connected endpoint by endpoint, and a lost one is found and regained', async () => {
  const fleet = await startTestFleet(6);
  const transport = createSshTransport({ privateKey: fleet.privateKey });
  onTestFinished(() => fleet.close());
  const real = openConsole({ transport });
  const each = fleet.fleet.endpoints.map(targetOf);
  await adopt(real, {
    ...wardPlan,
    'services/sign-in.yaml': wardPlan['services/sign-in.yaml'].replace(/probes:\n.*\n/, ''),
    'fleet/inventory.csv': `name,address,port,user,role\n${each.map(({ name, address, port, user }) => `${name},${address},${port},${user},workstation\n`).join('')}`,
    'fleet/known_hosts': fleet.fleet.endpoints
      .map(({ address, port, hostKeyLine }) => `[${address}]:${port} ${hostKeyLine}\n`)
      .join(''),
  });
  const arm = () => real.core.snapshot().live.arms?.[service];
  const round = async (connected: number) => {
    // The throttle of the screen and the pause between two rounds go by this clock.
    const clock = setInterval(() => real.clock.advance(5000), 20);
    await real.until(() => arm()?.connected === connected);
    clearInterval(clock);
  };
  await real.handlers['operator.signIn']({ person: 'maria.chen' });
  await real.handlers['fleet.arm']({ service });
  await round(6);
  const [first] = each;
  await fleet.fleet.control({ act: 'fault', kind: 'auth', endpoints: [first?.name ?? ''] });
  await round(5);
  expect(arm()?.examples.map(({ endpoint }) => endpoint)).toEqual([first?.name]);
  await fleet.fleet.control({ act: 'clear' });
  await round(6);
  expect([await fleet.acts(0), real.faults]).toEqual([[], []]);
});
