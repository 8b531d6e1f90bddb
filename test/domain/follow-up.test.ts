import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import type { Plan } from '../../src/domain/plan/plan';
import { changedIn, type FollowUpRequest, followUp, resumable } from '../../src/domain/run/follow-up';
import type { Outcome } from '../../src/domain/run/outcome';
import type { Run } from '../../src/domain/run/run-state';
import type { Runbook } from '../../src/domain/run/runbook';
import { hospital, manifestOf, restartAgent, seconds } from '../helpers/hospital';
import { declared, done } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';

const run = 'RUN-0001';
const undo: Runbook = { ...restartAgent, id: 'undo', name: 'Undo it' };
const [restart, check] = restartAgent.steps as [Runbook['steps'][0], Runbook['steps'][0]];
/** Its first step must not be done twice, its second may. */
const delicate: Runbook = {
  ...restartAgent,
  rollback: 'undo',
  steps: [{ ...restart, idempotent: false }, check],
};
const planWith = (runbook: Runbook): Plan => ({ ...hospital, runbooks: [runbook, undo] });
const plan = planWith(delicate);
const started = happened(seconds(40), 'run.started', {
  ...{ run, incident: 'INC-0001', service: 'sign-in', runbookName: 'Restart the auth agent' },
  ...{ manifest: manifestOf(plan), waves: [10] },
});
const ended = (result: 'completed' | 'stopped' | 'halted' | 'interrupted' = 'stopped') =>
  happened(seconds(60), 'run.ended', {
    ...{ run, incident: 'INC-0001', service: 'sign-in', result, ok: 0, notOk: 0, notSent: 0 },
  });
const failed: Outcome = { state: 'failed', cause: 'NonZeroExit', exitCode: 1, output: '', tookMs: 1 };
const unknown: Outcome = { state: 'unknown', cause: 'ConnectionLost', output: '', tookMs: 1 };
const unreachable: Outcome = { state: 'unreachable', cause: 'ConnectTimeout', output: '', tookMs: 1 };
const cancelled: Outcome = { state: 'cancelled', tookMs: 0 };
const end = (step: string, outcome: Outcome, ...endpoints: string[]) => [
  happened(seconds(44), 'run.sending', { run, step, endpoints }),
  happened(seconds(45), 'run.settled', {
    run,
    outcomes: endpoints.map((endpoint) => ({ endpoint, step, outcome })),
  }),
];

/** One endpoint in every state that a run can leave behind. */
const everyEnd = [
  started,
  ...done(seconds(41), 'restart', ['ws-1', 'ws-2', 'ws-3', 'ws-4']),
  ...done(seconds(43), 'check', ['ws-1']),
  ...end('check', failed, 'ws-2'),
  ...end('check', unknown, 'ws-3'),
  ...end('restart', failed, 'ws-5'),
  ...end('restart', unknown, 'ws-6'),
  ...end('restart', unreachable, 'ws-7'),
  ...end('restart', cancelled, 'ws-8'),
];
const runIn = (events: readonly NewEvent[]) => worldOf([...declared, ...events]).runs[run] as Run;
const left = runIn([...everyEnd, ended()]);
const follows = (request: FollowUpRequest, of: Run = left, by: Plan = plan) => {
  const { only, runbook, fromSteps = {}, ...more } = followUp(of, by, request);
  return [
    runbook,
    more.follows.as,
    only.map((name) => `${name}${fromSteps[name] ? ` from ${fromSteps[name]}` : ''}`),
  ];
};
const refused = (request: FollowUpRequest, of: Run = left, by: Plan = plan) =>
  refusal(() => followUp(of, by, request));
const retry = { as: 'retry', from: 'where-it-ended' } as const;

describe('a retry', () => {
  test('rundeck#6114: of a run that was killed is possible, and repeats only what was chosen', () => {
    const killed = runIn([...everyEnd, ended('interrupted')]);
    expect(follows({ ...retry, endpoints: ['ws-2', 'ws-5'] }, killed)).toEqual([
      'restart-agent',
      'retry',
      ['ws-2 from check', 'ws-5'],
    ]);
  });
  test('from the first step does everything again', () => {
    expect(follows({ as: 'retry', from: 'first-step', endpoints: ['ws-2', 'ws-5'] })[2]).toEqual([
      'ws-2',
      'ws-5',
    ]);
  });
  test('of what may have done a step already needs a word that names its number', () => {
    const endpoints = ['ws-3', 'ws-5', 'ws-6'];
    const words = '1 unknown endpoint may have done a step already that must not be done twice in RUN-0001';
    expect([
      refused({ ...retry, endpoints }),
      refused({ ...retry, endpoints, unknown: 3 }),
      follows({ ...retry, endpoints, unknown: 1 })[2],
    ]).toEqual([
      `refused: ${words}. Name their number to do it there all the same.`,
      `refused: ${words}, not 3. Name their number to do it there all the same.`,
      ['ws-3 from check', 'ws-5', 'ws-6'],
    ]);
  });
  test('ignores what the run never touched: a name does not widen it', () => {
    expect(follows({ ...retry, endpoints: ['ws-5', 'ws-99'] })[2]).toEqual(['ws-5']);
  });
  test('counts a step as done only while the runbook still says the same', () => {
    const other = planWith({ ...delicate, steps: [{ ...restart, command: 'reboot' }, check] });
    expect([
      refused({ ...retry, endpoints: ['ws-2'] }, left, other),
      follows({ ...retry, endpoints: ['ws-5'] }, left, other)[2],
    ]).toEqual([
      'refused: Restart the auth agent was changed since RUN-0001: what ended well there may be something else now. Begin with the first step.',
      ['ws-5'],
    ]);
  });
  test('begins with no step that is another one now, or that is gone', () => {
    const words = `refused: Restart the auth agent was changed since RUN-0001: what ended well there may be something else now. Begin with the first step.`;
    const now = (steps: Runbook['steps']) =>
      refused({ ...retry, endpoints: ['ws-2'] }, left, planWith({ ...delicate, steps }));
    const [first] = delicate.steps as [Runbook['steps'][0]];
    expect([now([first, { ...check, command: 'true' }]), now([first]), now([first, check])]).toEqual([
      words,
      words,
      'accepted',
    ]);
  });
  test('waits for the end of the run', () => {
    expect(refused({ ...retry, endpoints: ['ws-5'] }, runIn(everyEnd))).toBe(
      'refused: RUN-0001 is still running. Retry when it has ended.',
    );
  });
});

describe('a resume', () => {
  test('goes on with what is pending and what may be done twice, each from where it stood', () => {
    expect(follows({ as: 'resume' })).toEqual([
      'restart-agent',
      'resume',
      ['ws-4 from check', 'ws-8', 'ws-9', 'ws-10', 'ws-3 from check'],
    ]);
  });
  test('rundeck#564: repeats a step that must not be done twice only on the word of a person', () => {
    expect([
      resumable(left).inDoubt,
      (follows({ as: 'resume', unknown: 1 })[2] as string[]).at(-1),
      refused({ as: 'resume', unknown: 2 }),
    ]).toEqual([
      ['ws-6'],
      'ws-6',
      'refused: 1 unknown endpoint may have done a step already that must not be done twice in RUN-0001, not 2. Name their number to do it there all the same.',
    ]);
  });
  test('of a run that completed, or that left nothing, is refused', () => {
    const onlyDoubt = runIn([
      started,
      ...done(seconds(41), 'restart', [
        'ws-1',
        'ws-2',
        'ws-3',
        'ws-4',
        'ws-5',
        'ws-7',
        'ws-8',
        'ws-9',
        'ws-10',
      ]),
      ...done(seconds(43), 'check', [
        'ws-1',
        'ws-2',
        'ws-3',
        'ws-4',
        'ws-5',
        'ws-7',
        'ws-8',
        'ws-9',
        'ws-10',
      ]),
      ...end('restart', unknown, 'ws-6'),
      ended(),
    ]);
    expect([
      refused({ as: 'resume' }, runIn([...everyEnd, ended('completed')])),
      refused({ as: 'resume' }, onlyDoubt),
    ]).toEqual([
      'refused: RUN-0001 has completed. Retry what did not end well instead.',
      'refused: RUN-0001 left nothing to go on with. 1 unknown endpoint may have done a step already that must not be done twice',
    ]);
  });
  test('of a resume begins where that one began, for what it never sent', () => {
    const manifest = manifestOf(plan);
    const entries = manifest.entries.map((each) =>
      each.endpoint === 'ws-1' ? { ...each, fromStep: 'check' } : each,
    );
    const second = runIn([
      { ...started, data: { ...started.data, manifest: { ...manifest, entries } } } as NewEvent,
      ended(),
    ]);
    expect((follows({ as: 'resume' }, second)[2] as string[]).slice(0, 2)).toEqual([
      'ws-1 from check',
      'ws-2',
    ]);
  });
});

describe('a rollback', () => {
  test('touches only what was changed: no proof, nothing that was refused, nothing that never began', () => {
    expect([changedIn(left), follows({ as: 'rollback' }).slice(0, 2)]).toEqual([
      ['ws-1', 'ws-2', 'ws-3', 'ws-4', 'ws-5', 'ws-6'],
      ['undo', 'rollback'],
    ]);
  });
  test('of a run that only proved something, that names none, or that nothing undoes, is refused', () => {
    const proving = planWith({ ...delicate, steps: [check] });
    const proved = runIn([
      { ...started, data: { ...started.data, manifest: manifestOf(proving) } } as NewEvent,
      ...done(seconds(41), 'check', ['ws-1']),
      ended(),
    ]);
    expect([
      refused({ as: 'rollback' }, proved),
      refused({ as: 'rollback' }, left, planWith(restartAgent)),
      refused({ as: 'rollback' }, left, planWith({ ...delicate, irreversible: true })),
    ]).toEqual([
      'refused: RUN-0001 has changed nothing, so there is nothing to roll back.',
      'refused: The plan names no rollback of Restart the auth agent, and none of its steps has one.',
      'refused: Restart the auth agent is irreversible: nothing undoes it.',
    ]);
  });
});

test('a run on what passed touches exactly the endpoints that ended well', () => {
  expect([follows({ as: 'passed', runbook: 'undo' }), follows({ as: 'passed' })[0]]).toEqual([
    ['undo', 'passed', ['ws-1']],
    'restart-agent',
  ]);
});

test('a run on what passed is refused where nothing did', () => {
  expect(refused({ as: 'passed' }, runIn([started, ...end('restart', failed, 'ws-1'), ended()]))).toBe(
    'refused: No endpoint ended well in RUN-0001.',
  );
});

test('a run on what passed has the values of that run for the same runbook, and its own for another', () => {
  const manifest = { ...manifestOf(plan), values: { unit: 'mine' } };
  const valued = runIn([
    { ...started, data: { ...started.data, manifest } } as NewEvent,
    ...done(seconds(41), 'check', ['ws-1']),
    ended(),
  ]);
  const targets = (request: Partial<FollowUpRequest>) => {
    const { values, given } = followUp(valued, plan, { as: 'passed', ...request } as FollowUpRequest);
    return { values, given };
  };
  expect([
    targets({}),
    targets({ runbook: 'undo' }),
    targets({ runbook: 'restart-agent', given: { unit: 'other' } }),
  ]).toEqual([
    { values: { unit: 'mine' } },
    { values: undefined, given: undefined },
    { values: undefined, given: { unit: 'other' } },
  ]);
});
