// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/connection';
import { useScreen } from '../../renderer/screen';
import { useConsole } from '../../renderer/store';
import type { NewEvent } from '../../src/domain/events';
import type { FakeCore } from './fixture/fake-core';
import { impactAt } from './fixture/stage';
import { play } from './fixture/story';

let disconnect = () => {};
afterEach(() => {
  disconnect();
  vi.restoreAllMocks();
});

async function connected(): Promise<{ core: FakeCore; opened: () => number }> {
  const core = await play('commanded');
  let opened = 0;
  core.override['console.open'] = () => {
    opened += 1;
    return { ok: true, value: core.snapshot() };
  };
  disconnect = connect(core.bridge);
  await vi.waitFor(() => expect(useConsole.getState().world.seq).toBe(core.world().seq));
  return { core, opened: () => opened };
}

const note = (text: string): NewEvent => ({
  stream: 'incident/INC-0001',
  occurredAt: impactAt,
  actor: 'person:maria.chen',
  type: 'note.written',
  data: { incident: 'INC-0001', text },
});

describe('connection', () => {
  it('folds what is pushed, many records in one change', async () => {
    const { core, opened } = await connected();
    let changes = 0;
    const stop = useConsole.subscribe(() => {
      changes += 1;
    });
    for (let index = 0; index < 40; index += 1) core.append([note(`note ${index}`)]);
    await vi.waitFor(() => expect(useConsole.getState().world.seq).toBe(core.world().seq));
    stop();
    expect([changes, opened()]).toEqual([1, 1]);
  });

  it('opens again when a record is missing, and ends with the whole record', async () => {
    const { core, opened } = await connected();
    const push = core.push;
    const lost = vi.spyOn(core, 'push').mockImplementation(() => {});
    core.append([note('lost on the way')]);
    lost.mockImplementation(push);
    core.append([note('arrived')]);
    await vi.waitFor(() => expect(opened()).toBe(2));
    await vi.waitFor(() => expect(useConsole.getState().world).toEqual(core.world()));
    expect(
      useConsole
        .getState()
        .recent.slice(-2)
        .map((record) => record.type === 'note.written' && record.data.text),
    ).toEqual(['lost on the way', 'arrived']);
  });

  it('does not fold a record twice', async () => {
    const { core, opened } = await connected();
    const records = core.append([note('once')]);
    core.push('journal.appended', records);
    core.append([note('after')]);
    await vi.waitFor(() => expect(useConsole.getState().world.seq).toBe(core.world().seq));
    expect([
      useConsole.getState().recent.filter((each) => each.type === 'note.written').length,
      opened(),
    ]).toEqual([3, 1]);
  });

  it('keeps the situation untouched while only endpoints of a run change', async () => {
    const core = await play('running');
    disconnect = connect(core.bridge);
    await vi.waitFor(() => expect(useConsole.getState().world.seq).toBe(core.world().seq));
    const { situation } = useConsole.getState();
    core.run({
      run: 'RUN-0001',
      wave: 3,
      settle: (_, index) => (index < 1000 ? { state: 'ok', exitCode: 0, output: '', tookMs: 1 } : null),
    });
    await vi.waitFor(() => expect(useConsole.getState().world.seq).toBe(core.world().seq));
    expect(useConsole.getState().situation).toBe(situation);
  });

  it('opens the other journal when the core changed to it', async () => {
    const { core, opened } = await connected();
    core.push('console.replaced', null);
    await vi.waitFor(() => expect(opened()).toBe(2));
  });

  it('keeps its plan where the core says that it is the same, and takes what is said of it', async () => {
    const { core, opened } = await connected();
    core.push('plan.changed', { ...core.plan, folder: 'clinic' });
    await vi.waitFor(() => expect(useConsole.getState().plan.folder).toBe('clinic'));
    const { plan } = useConsole.getState().plan;
    const found = [
      { file: 'plan.yaml', line: 1, column: 1, rule: 'x', severity: 'note', message: 'm', fix: 'f' },
    ] as const;
    const news = { folder: 'clinic', problems: [], findings: found, digest: plan?.digest ?? '' };
    core.push('plan.changed', { ...news, plan: 'same' });
    await vi.waitFor(() => expect(useConsole.getState().plan.findings).toBe(found));
    expect([useConsole.getState().plan.plan === plan, opened()]).toEqual([true, 1]);
  });

  it('opens again when the same plan is said to be one that it does not hold', async () => {
    const { core, opened } = await connected();
    core.push('plan.changed', { plan: 'same', digest: 'another', folder: null, problems: [] });
    await vi.waitFor(() => expect(opened()).toBe(2));
    await vi.waitFor(() => expect(useConsole.getState().plan.plan?.digest).toBe(core.plan.plan?.digest));
  });

  it('shows a fault of the core with the id that finds it in the log', async () => {
    const { core } = await connected();
    core.push('console.fault', { id: 'F-81c2', message: 'A sweep could not be recorded.' });
    await vi.waitFor(() =>
      expect(useScreen.getState().notice?.lines).toEqual([
        'A sweep could not be recorded.',
        'In the log as F-81c2.',
      ]),
    );
  });
});
