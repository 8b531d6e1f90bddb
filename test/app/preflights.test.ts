import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/domain/run/outcome';
import { brokenWard } from '../helpers/broken-ward';
import { adopt, openConsole, wardPlan } from '../helpers/console';
import { recordsOf } from '../helpers/running';
import { scriptedTransport, unreachable } from '../helpers/scripted-transport';

const service = 'sign-in';
const answer = (clockS: number): Outcome => {
  const lines = ['holdfast-preflight 1', `clock ${clockS}`, 'home', 'tmp', 'holdfast-preflight end'];
  return { state: 'ok', exitCode: 0, output: lines.join('\n'), tookMs: 5 };
};
const isQuestion = (command: string) => command.includes('holdfast-preflight');

/** A calm ward with Maria at the console; `answers` say how preflight questions end. */
async function ward(answers: (endpoint: string) => Outcome | Promise<Outcome> | undefined = () => undefined) {
  const transport = scriptedTransport(({ target, command }) =>
    isQuestion(command.command)
      ? (answers(target.name) ?? answer(Math.floor(console.clock.now() / 1000)))
      : { state: 'ok', exitCode: 0, output: 'active', tookMs: 5 },
  );
  const console = openConsole({ transport });
  await adopt(console);
  await console.handlers['operator.signIn']({ person: 'eve' });
  const last = () => console.core.ledger.world().services[service]?.preflight;
  const progress = () => console.core.snapshot().live.preflights?.[service];
  return { ...console, transport, last, progress };
}

describe('a preflight', () => {
  test('in calm, asked for by an observer, is one row that names only who is not ready', async () => {
    const calm = await ward((endpoint) => (endpoint === 'ws-3' ? unreachable : undefined));
    await calm.handlers['preflight.start']({ service });
    await calm.until(() => calm.last() !== undefined && calm.progress() === undefined);
    const rows = recordsOf(calm.core.journal).filter((each) => each.type === 'preflight.done');
    expect(rows.map(({ actor, data }) => [actor, { ...data, tookMs: 0 }])).toEqual([
      [
        'person:eve',
        {
          ...{ service, runbook: 'restart-agent', total: 6, ready: 5, tookMs: 0, clockMs: 5000 },
          found: [{ cause: 'unreachable', endpoints: [{ endpoint: 'ws-3', words: 'ConnectTimeout' }] }],
        },
      ],
    ]);
    expect(calm.faults).toEqual([]);
  });

  test('asks every endpoint once, and sends nothing else', async () => {
    const calm = await ward();
    await calm.handlers['preflight.start']({ service });
    await calm.until(calm.last);
    const asked = calm.transport.asked.filter((each) => isQuestion(each)).map((each) => each.split(':')[0]);
    expect(asked.sort()).toEqual(['ws-1', 'ws-2', 'ws-3', 'ws-4', 'ws-5', 'ws-6']);
  });

  test('that is broken off leaves no row, and a new one may begin at once', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let hold = true;
    const calm = await ward(async () => {
      if (hold) await held;
      return answer(Math.floor(calm.clock.now() / 1000));
    });
    await calm.handlers['preflight.start']({ service });
    expect(calm.progress()).toEqual({ startedAt: calm.clock.now(), done: 0, total: 6 });
    await expect(calm.handlers['preflight.start']({ service })).rejects.toThrow('goes on already');
    await calm.handlers['preflight.cancel']({ service });
    expect(calm.progress()).toBeUndefined();
    hold = false;
    await calm.handlers['preflight.start']({ service });
    await calm.until(calm.last);
    release();
    for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    const rows = calm.core.ledger.recent().filter((each) => each.type === 'preflight.done');
    expect([rows.length, calm.faults]).toEqual([1, []]);
  });

  test('is broken off by a changed plan, whose transport it does not have', async () => {
    const calm = await ward(() => new Promise(() => {}));
    await calm.handlers['preflight.start']({ service });
    await adopt(calm, { ...wardPlan, 'plan.yaml': `${wardPlan['plan.yaml']}# changed\n` });
    expect(calm.progress()).toBeUndefined();
  });

  test('needs a name, and a service that the plan has', async () => {
    const calm = await ward();
    await expect(calm.handlers['preflight.start']({ service: 'printing' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await calm.handlers['operator.leave']({ because: 'left' });
    await expect(calm.handlers['preflight.start']({ service })).rejects.toMatchObject({ code: 'refused' });
  });

  test('during an incident decides who is in the manifest until the next sweep', async () => {
    const broken = await brokenWard(undefined, (asked) =>
      isQuestion(asked.command.command)
        ? asked.target.name === 'ws-2'
          ? unreachable
          : answer(Math.floor(broken.clock.now() / 1000))
        : undefined,
    );
    await broken.declare();
    broken.clock.advance(1000);
    await broken.handlers['preflight.start']({ service });
    await broken.until(() => broken.core.ledger.world().services[service]?.preflight);
    broken.clock.advance(100);
    const excluded = () => broken.core.snapshot().live.previews[service]?.manifest.excluded;
    expect(excluded()).toEqual([{ endpoint: 'ws-2', reason: 'unreachable' }]);
    await broken.sweep();
    broken.clock.advance(100);
    expect(excluded()).toEqual([]);
  });
});
