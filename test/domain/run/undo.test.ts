import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../../src/domain/events';
import type { Plan } from '../../../src/domain/plan/plan';
import { endRun } from '../../../src/domain/run/commands';
import { type FollowUpRequest, type FollowUpTargets, followUp } from '../../../src/domain/run/follow-up';
import { type Manifest, resolveManifest } from '../../../src/domain/run/manifest';
import type { Outcome } from '../../../src/domain/run/outcome';
import type { Run } from '../../../src/domain/run/run-state';
import type { Runbook, Step } from '../../../src/domain/run/runbook';
import { stepsOf } from '../../../src/domain/run/sent-steps';
import { hospital, restartAgent, seconds, sha256, workstations } from '../../helpers/hospital';
import { declared } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { refusal } from '../../helpers/refusal';

const command = (id: string, more: Partial<Step> = {}): Step => ({
  ...{ id, kind: 'command', command: `do ${id}`, timeoutMs: 5000, idempotent: false, okExitCodes: [0] },
  ...{ rollback: `undo ${id}`, receipt: true },
  ...more,
});
const drain = command('drain');
const swap = command('swap');
const check = command('check', { kind: 'verify', rollback: undefined, receipt: undefined, idempotent: true });
const reboot = command('reboot', { rollback: undefined, irreversible: true });
const join = command('join');
const planWith = (steps: readonly Step[], more: Partial<Runbook> = {}): Plan => ({
  ...hospital,
  endpoints: workstations(6),
  runbooks: [{ ...restartAgent, steps, ...more }],
});
const plan = planWith([drain, swap, check, reboot, join]);
const ok: Outcome = { state: 'ok', exitCode: 0, output: '', tookMs: 1 };
const failed: Outcome = { state: 'failed', cause: 'NonZeroExit', exitCode: 1, output: '', tookMs: 1 };
const unknown: Outcome = { state: 'unknown', cause: 'ConnectionLost', output: '', tookMs: 1 };
const denied: Outcome = { state: 'denied', cause: 'AuthenticationFailure', output: '', tookMs: 1 };
const unreachable: Outcome = { state: 'unreachable', cause: 'ConnectTimeout', output: '', tookMs: 1 };
const cancelled: Outcome = { state: 'cancelled', tookMs: 0 };
type Result = 'completed' | 'stopped';

const resolved = (by: Plan, targets: Partial<FollowUpTargets> = {}): Manifest =>
  resolveManifest({
    ...{ plan: by, service: 'sign-in', runbook: 'restart-agent', lastSeen: {}, sha256 },
    ...targets,
  });
/** A run with how far each endpoint came: the steps it did well, and how the next one ended. */
function played(
  id: string,
  manifest: Manifest,
  ends: Readonly<Record<string, readonly [done: number, then?: Outcome | undefined]>>,
  result: Result = 'stopped',
): NewEvent[] {
  const outcomes = manifest.entries.flatMap((entry) => {
    const [done, then] = ends[entry.endpoint] ?? [0];
    const steps = stepsOf(entry, manifest.steps);
    return steps.slice(0, then ? done + 1 : done).map((step, index) => ({
      ...{ endpoint: entry.endpoint, step: step.id, outcome: index < done ? ok : (then ?? ok) },
    }));
  });
  const common = { run: id, incident: 'INC-0001', service: 'sign-in' };
  return [
    happened(seconds(40), 'run.started', { ...common, runbookName: 'x', manifest, waves: [6] }),
    happened(seconds(45), 'run.settled', { run: id, outcomes }),
    happened(seconds(60), 'run.ended', { ...common, result, ok: 0, notOk: 0, notSent: 0 }),
  ];
}
const runsIn = (events: readonly NewEvent[]) => worldOf([...declared, ...events]).runs;
const asked = (events: readonly NewEvent[], run: string, by: Plan = plan, request?: FollowUpRequest) => {
  const runs = runsIn(events);
  return followUp(runs[run] as Run, by, request ?? { as: 'rollback' }, Object.values(runs));
};
/** What each endpoint is sent, in this order. */
const sentTo = ({ steps, entries }: Manifest) =>
  entries.map((entry) => [entry.endpoint, ...stepsOf(entry, steps).map((step) => step.command)].join(': '));

const first = played('RUN-0001', resolved(plan), {
  'ws-1': [5],
  'ws-2': [3, failed],
  'ws-3': [1, failed],
  'ws-4': [1, unreachable],
  'ws-5': [0, denied],
});

describe('a rollback step by step', () => {
  test('undoes on each endpoint what was done there, the last first, and names what stays', () => {
    const manifest = resolved(plan, asked(first, 'RUN-0001'));
    expect([sentTo(manifest), manifest.undo, manifest.follows]).toEqual([
      [
        'ws-1: undo join: undo swap: undo drain',
        'ws-2: undo swap: undo drain',
        'ws-3: undo swap: undo drain',
        'ws-4: undo drain',
      ],
      { of: 'RUN-0001', kept: [{ step: 'reboot', why: 'irreversible', endpoints: 2 }] },
      { run: 'RUN-0001', as: 'rollback' },
    ]);
  });

  test('does it as the step was done: as the same user, in its time, with its values; never twice', () => {
    const root = { user: 'root', method: 'sudo' } as const;
    const steps = [
      command('a', { become: root, receipt: undefined, idempotent: true, timeoutMs: 7000 }),
      command('b', { values: { unit: 'x' } }),
      command('c', { idempotent: true, receipt: undefined }),
      command('d', { receipt: undefined }),
    ];
    const by = planWith(steps);
    const { undo } = asked(played('RUN-0001', resolved(by), { 'ws-1': [4] }), 'RUN-0001', by);
    const common = { kind: 'command', timeoutMs: 5000, idempotent: false, okExitCodes: [0] };
    expect(undo?.steps).toEqual([
      { ...common, id: 'undo-d', command: 'undo d' },
      { ...common, id: 'undo-c', command: 'undo c', receipt: true },
      { ...common, id: 'undo-b', command: 'undo b', receipt: true, values: { unit: 'x' } },
      { ...common, id: 'undo-a', command: 'undo a', timeoutMs: 7000, become: root },
    ]);
  });

  test('undoes what was done then, with the values of then, whatever the plan says now', () => {
    const parameters = [{ id: 'unit', type: 'text', default: 'agent' }] as const;
    const then = planWith([drain], { parameters });
    const now = planWith([command('drain', { rollback: 'something else' })], { parameters: [] });
    const run = played('RUN-0001', resolved(then, { values: { unit: 'mine' } }), { 'ws-1': [1] });
    const manifest = resolved(now, asked(run, 'RUN-0001', now));
    expect([sentTo(manifest), manifest.values]).toEqual([['ws-1: undo drain'], { unit: 'mine' }]);
  });

  test('is taken only where the runbook names no rollback of its own, or when a person asks for it', () => {
    const both = planWith([drain], { rollback: 'undo' });
    const run = played('RUN-0001', resolved(both), { 'ws-1': [1] });
    const which = (request?: FollowUpRequest) => {
      const { runbook, undo } = asked(run, 'RUN-0001', both, request);
      return [runbook, undo?.of];
    };
    expect([
      which(),
      which({ as: 'rollback', by: 'steps' }),
      which({ as: 'rollback', by: 'runbook' }),
    ]).toEqual([
      ['undo', undefined],
      ['restart-agent', 'RUN-0001'],
      ['undo', undefined],
    ]);
  });

  test('is refused where nothing can be undone, and says why', () => {
    const refused = (by: Plan, ends: Parameters<typeof played>[2], request?: FollowUpRequest) =>
      refusal(() => asked(played('RUN-0001', resolved(by), ends), 'RUN-0001', by, request));
    const bare = planWith([command('a', { rollback: undefined })]);
    expect([
      refused(bare, { 'ws-1': [1] }),
      refused(bare, { 'ws-1': [1] }, { as: 'rollback', by: 'steps' }),
      refused(plan, { 'ws-1': [1] }, { as: 'rollback', by: 'runbook' }),
      refused(plan, { 'ws-1': [0, denied] }),
      refused(planWith([reboot, command('a', { rollback: undefined }), drain]), {
        'ws-1': [2],
        'ws-2': [1],
      }),
      refused(planWith([drain], { irreversible: true }), { 'ws-1': [1] }),
    ]).toEqual([
      'refused: The plan names no rollback of x, and none of its steps has one.',
      'refused: The plan names no rollback of x, and none of its steps has one.',
      'refused: The plan names no rollback of x.',
      'refused: RUN-0001 has changed nothing, so there is nothing to roll back.',
      'refused: Nothing of what RUN-0001 changed can be undone: reboot (nothing undoes it, 2 endpoints), a (has no rollback, 1 endpoint).',
      'refused: x is irreversible: nothing undoes it.',
    ]);
  });
});

describe('what follows a rollback', () => {
  const undoing = resolved(plan, asked(first, 'RUN-0001'));
  const cut = [
    ...first,
    ...played('RUN-0002', undoing, {
      'ws-1': [1, cancelled],
      'ws-2': [0, failed],
      'ws-3': [2],
      'ws-4': [1],
    }),
  ];
  const goesOn = (request: FollowUpRequest) => sentTo(resolved(plan, asked(cut, 'RUN-0002', plan, request)));

  test('counts as done on an endpoint when its own last step is undone', () => {
    const states = Object.entries(runsIn(cut)['RUN-0002']?.endpoints ?? {});
    expect(states.map(([name, { state }]) => `${name} ${state}`)).toEqual([
      'ws-1 cancelled',
      'ws-2 failed',
      'ws-3 ok',
      'ws-4 ok',
    ]);
  });

  test('goes on undoing from where it stood, and never begins anew', () => {
    expect([
      goesOn({ as: 'resume' }),
      goesOn({ as: 'retry', from: 'first-step', endpoints: ['ws-1', 'ws-2'] }),
    ]).toEqual([
      ['ws-1: undo swap: undo drain'],
      ['ws-1: undo swap: undo drain', 'ws-2: undo swap: undo drain'],
    ]);
  });

  test('is no second rollback of the same endpoints', () => {
    const again = (run: string, request: FollowUpRequest) => refusal(() => asked(cut, run, plan, request));
    expect([
      again('RUN-0001', { as: 'rollback' }),
      again('RUN-0002', { as: 'rollback' }),
      again('RUN-0002', { as: 'rollback', by: 'runbook' }),
      again('RUN-0002', { as: 'passed' }),
    ]).toEqual([
      'refused: RUN-0001 is rolled back already. Retry or resume that where it did not end well.',
      'refused: RUN-0002 is a rollback itself. Retry or resume it, or run x again.',
      'refused: RUN-0002 is a rollback itself. Retry or resume it, or run x again.',
      'refused: RUN-0002 is a rollback: nothing is undone twice. Name a runbook.',
    ]);
  });

  test('leaves what the first one never reached to another', () => {
    const few = resolved(plan, { ...asked(first, 'RUN-0001'), only: ['ws-3'] });
    const events = [...first, ...played('RUN-0002', few, { 'ws-3': [2] }, 'completed')];
    expect(asked(events, 'RUN-0001').only).toEqual(['ws-1', 'ws-2', 'ws-4']);
  });

  test('never says that the service is restored, and nor does a resume of it', () => {
    const { runs, ...world } = worldOf([...declared, ...cut]);
    const resumed = resolved(plan, asked(cut, 'RUN-0002', plan, { as: 'resume' }));
    const whole = worldOf([...declared, ...cut, ...played('RUN-0003', resumed, { 'ws-1': [2] })]);
    const ended = (id: string) => {
      const run = { ...(whole.runs[id] as Run), result: null };
      const open = { ...world, runs: { ...runs, ...whole.runs } };
      return endRun({ world: open, at: seconds(70) }, run, false).map(({ type }) => type);
    };
    expect([ended('RUN-0003'), whole.runs['RUN-0003']?.endpoints['ws-1']?.state]).toEqual([
      ['run.ended'],
      'ok',
    ]);
  });
});

describe('a rollback of what was done in several runs', () => {
  const retried = resolved(
    plan,
    asked(first, 'RUN-0001', plan, { as: 'retry', from: 'where-it-ended', endpoints: ['ws-3'] }),
  );
  const both = [...first, ...played('RUN-0002', retried, { 'ws-3': [4] })];
  test('begins with the last of them', () => {
    expect([refusal(() => asked(both, 'RUN-0001')), sentTo(resolved(plan, asked(both, 'RUN-0002')))]).toEqual(
      [
        'refused: RUN-0002 went on with RUN-0001 and changed 1 endpoint. Roll back RUN-0002 first.',
        ['ws-3: undo join: undo swap'],
      ],
    );
  });
  test('leaves to each what it did itself: nothing is undone twice', () => {
    const undone = played('RUN-0003', resolved(plan, asked(both, 'RUN-0002')), { 'ws-3': [2] }, 'completed');
    const manifest = resolved(plan, asked([...both, ...undone], 'RUN-0001'));
    expect(sentTo(manifest)[2]).toBe('ws-3: undo drain');
  });
});

test('whatever was done and wherever it ended, a rollback takes back exactly that, in reverse order', () => {
  const stepOf = fc.record({
    kind: fc.constantFrom('command' as const, 'command' as const, 'script' as const, 'verify' as const),
    rollback: fc.boolean(),
    irreversible: fc.boolean(),
  });
  const ends = fc.tuple(
    fc.nat(6),
    fc.constantFrom(undefined, failed, unknown, denied, unreachable, cancelled),
  );
  fc.assert(
    fc.property(
      fc.array(stepOf, { minLength: 1, maxLength: 5 }),
      fc.array(ends, { minLength: 6, maxLength: 6 }),
      fc.nat(4),
      (shapes, howFar, from) => {
        const steps = shapes.map(({ kind, rollback, irreversible }, index) =>
          command(`s${index}`, {
            kind,
            irreversible: irreversible || undefined,
            rollback: rollback ? `undo s${index}` : undefined,
          }),
        );
        const by = planWith(steps);
        const names = by.endpoints.map(({ name }) => name);
        const begin = steps[from]?.id;
        const manifest = resolved(by, { fromSteps: begin ? { 'ws-1': begin } : {} });
        const events = played(
          'RUN-0001',
          manifest,
          Object.fromEntries(names.map((name, index) => [name, howFar[index] ?? [0]])),
        );
        // What lies on each endpoint afterwards, by a reading of the same outcomes of its own.
        const lies = new Map(names.map((name) => [name, [] as string[]]));
        const settled = events.find((each) => each.type === 'run.settled');
        for (const { endpoint, step, outcome } of settled?.type === 'run.settled'
          ? settled.data.outcomes
          : []) {
          const changes = steps.find(({ id }) => id === step)?.kind !== 'verify';
          const sent = !['denied', 'unreachable', 'cancelled'].includes(outcome.state);
          if (changes && sent) lies.get(endpoint)?.push(step);
        }
        const undoable = (id: string) =>
          steps.find((each) => each.id === id && each.rollback && !each.irreversible);
        const expected = names.flatMap((name) => {
          const back = (lies.get(name) ?? []).filter(undoable).reverse();
          return back.length === 0 ? [] : [[name, ...back.map((id) => `undo ${id}`)].join(': ')];
        });
        if (expected.length === 0)
          return refusal(() => asked(events, 'RUN-0001', by, { as: 'rollback', by: 'steps' })) !== null;
        const undo = resolved(by, asked(events, 'RUN-0001', by));
        const stays = [...lies.values()].flat().filter((id) => !undoable(id)).length;
        expect(sentTo(undo)).toEqual(expected);
        expect(undo.undo?.kept.reduce((sum, each) => sum + each.endpoints, 0)).toBe(stays);
      },
    ),
    { numRuns: 500 },
  );
});
