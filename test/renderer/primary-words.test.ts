import { describe, expect, it } from 'vitest';
import { focusOn } from '../../renderer/command/focus';
import { plain } from '../../renderer/command/primary/frame';
import { primaryWords } from '../../renderer/command/primary/primary-words';
import { type PrimaryAction, primaryAction } from '../../src/domain/views/primary-action';
import type { FakeCore } from './fixture/fake-core';
import { scenes } from './fixture/scenes';
import { pins } from './fixture/stage';

/** What the screen says in a scene: kind, title and facts as one line each. */
async function wordsOf(
  name: string,
  change?: (core: FakeCore) => Promise<unknown>,
): Promise<readonly string[]> {
  const core = await scenes[name]?.();
  if (!core) throw new Error(`no scene ${name}`);
  await change?.(core);
  const { plan, world, live } = core.snapshot();
  if (!plan.plan) throw new Error('no plan');
  const { service } = focusOn(plan.plan, world, null);
  const action = primaryAction(
    plan.plan,
    world,
    service?.id ?? null,
    live.previews[service?.id ?? ''] ?? null,
  );
  return say(action, core);
}

function say(action: PrimaryAction, core: FakeCore): readonly string[] {
  const plan = core.plan.plan;
  if (!plan) throw new Error('no plan');
  const { title, facts } = primaryWords(action, { plan, world: core.world(), at: core.at });
  return [action.kind, title, ...facts.map(plain).filter((fact) => fact !== '')];
}

describe('words of the primary action', () => {
  it('asks who is at the console', async () => {
    expect((await wordsOf('sign-in')).slice(0, 2)).toEqual(['sign-in', 'Who is at this console?']);
  });

  it('says nothing is open when nothing is', async () => {
    expect(await wordsOf('calm')).toEqual(['calm', 'Nothing is open']);
  });

  it('says what fails on how many endpoints and since when before anyone declared', async () => {
    expect(await wordsOf('down')).toEqual([
      'declare',
      'Clinical sign-in fails on 1,268 of 1,300 endpoints',
      'Failing since 09:14:20 UTC, 40 s ago',
      'Nobody has declared it. Assume the worse.',
    ]);
  });

  it('says that nobody commands', async () => {
    expect((await wordsOf('declared')).slice(0, 2)).toEqual([
      'take-command',
      'INC-0001 has no Incident Commander',
    ]);
  });

  it('says the run with its count, its exclusions, its authority and its waves', async () => {
    expect(await wordsOf('ready')).toEqual([
      'run',
      'Restart the auth agent on 1,284 of 1,300 endpoints',
      '16 excluded: 11 unreachable, 5 host key changed',
      '1,252 failing, 32 healthy now',
      'No complete run on record yet',
      'You may run this now: envelope sign-in-restart, SEV-2 or worse, up to 6,000 endpoints',
      'Canary of 5 first, then 4 waves of up to 400',
    ]);
  });

  it('says which bound forbids it', async () => {
    expect((await wordsOf('not-allowed')).slice(0, 3)).toEqual([
      'not-allowed',
      'Restart the auth agent: not allowed now',
      'Envelope sign-in-restart: needs SEV-2 or worse, INC-0001 is SEV-4.',
    ]);
  });

  it('says that the selector matches nothing', async () => {
    expect((await wordsOf('no-match')).slice(0, 3)).toEqual([
      'not-allowed',
      'The selector of Clinical sign-in matches no endpoint',
      'Selector: role=workstashun & site!=lab',
    ]);
  });

  it('says what a stop would leave', async () => {
    expect(await wordsOf('running')).toEqual([
      'stop',
      'Restart the auth agent: running on 1,284 endpoints',
      'Stop sends nothing more. It leaves 64 in flight to end by themselves and 309 unsent.',
    ]);
  });

  it('says that a paused run sends nothing until somebody lets it go on', async () => {
    expect(await wordsOf('running', (core) => core.bridge.call['run.pause']({ run: 'RUN-0001' }))).toEqual([
      'stop',
      'Restart the auth agent: paused with 309 endpoints to go',
      'Nothing new is sent until somebody lets it go on.',
      'Stop sends nothing more. It leaves 64 in flight to end by themselves and 309 unsent.',
    ]);
  });

  it('says what is still in flight once stopped', async () => {
    const words = await wordsOf('running', (core) => core.bridge.call['run.stop']({ run: 'RUN-0001' }));
    expect(words.slice(0, 2)).toEqual(['stopping', 'Stopping: 64 endpoints still in flight']);
  });

  it('counts good sweeps and names the endpoints a run did not bring back', async () => {
    expect(await wordsOf('clusters')).toEqual([
      'verifying',
      'Clinical sign-in is restored, not yet verified',
      '0 of 2 good sweeps in a row. The probe decides.',
      '48 endpoints did not end well. Retry them below.',
    ]);
  });

  it('says how long it took, and who may stand down', async () => {
    expect(await wordsOf('verified')).toEqual([
      'stand-down',
      'Clinical sign-in restored and verified in 08:10',
      '8 of 240 endpoints still fail. Standing down leaves them without Clinical sign-in.',
      'How much data was lost, nobody has said; none may be (RPO). Write it at the line below: rpa 0m what shows it',
      'Standing down ends INC-0001. The record stays; export it with E.',
    ]);
    const words = await wordsOf('verified', (core) =>
      core.bridge.call['operator.signIn']({ person: 'jon.ade', pin: pins['jon.ade'] }),
    );
    expect(words[4]).toBe('Only the Incident Commander stands down: Maria Chen.');
    const stated = await wordsOf('verified', (core) =>
      core.bridge.call['incident.note']({ incident: 'INC-0001', text: 'rpa 5m the last shipped log' }),
    );
    expect(stated[3]).toBe('5 m of data was lost, RPO missed: the last shipped log');
  });

  it('names a retry by its failed endpoints', async () => {
    const core = await scenes.clusters?.();
    if (!core) throw new Error('no scene');
    const run = core.world().runs['RUN-0001'];
    const failed = Object.entries(run?.endpoints ?? {}).filter(([, { state }]) => state === 'failed');
    const preview = core.preview('sign-in', { of: 'RUN-0001', only: failed.map(([name]) => name) });
    if (!preview) throw new Error('no preview');
    expect(say({ kind: 'run', preview, approval: null }, core)[1]).toBe(
      'Restart the auth agent again on 41 failed endpoints',
    );
  });

  it('says that there is no runbook, and that the core is still resolving', async () => {
    const core = await scenes.ready?.();
    if (!core) throw new Error('no scene');
    expect([
      say({ kind: 'no-runbook', incident: 'INC-0001', service: 'imaging' }, core)[1],
      say({ kind: 'preparing', incident: 'INC-0001', service: 'sign-in' }, core)[1],
    ]).toEqual([
      'The plan has no restore runbook for Imaging archive',
      'Resolving what the runbook would touch on Clinical sign-in',
    ]);
  });
});
