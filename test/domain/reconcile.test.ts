import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import type { Outcome } from '../../src/domain/run/outcome';
import type { Receipt } from '../../src/domain/run/receipt';
import { byReceipt, doubtsOf, reconcileRun } from '../../src/domain/run/reconcile';
import { countStates, type Run } from '../../src/domain/run/run-state';
import type { Runbook } from '../../src/domain/run/runbook';
import { hospital, manifestOf, restartAgent, seconds } from '../helpers/hospital';
import { declared } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const run = 'RUN-0001';
const [restart, check] = restartAgent.steps as [Runbook['steps'][0], Runbook['steps'][0]];
const careful = {
  ...restartAgent,
  steps: [{ ...restart, idempotent: false, receipt: true, expect: 'up' }, check],
};
const manifest = manifestOf({ ...hospital, runbooks: [careful] });
const step = manifest.steps[0] as Run['manifest']['steps'][0];
const lost: Outcome = { state: 'unknown', cause: 'ConsoleStopped', output: '', tookMs: 0 };
const events: readonly NewEvent[] = [
  ...declared,
  happened(seconds(40), 'run.started', {
    ...{ run, incident: 'INC-0001', service: 'sign-in', runbookName: 'x', manifest, waves: [10] },
    receipts: 'RUN-0001-k',
  }),
  happened(seconds(41), 'run.sending', { run, step: 'restart', endpoints: ['ws-1', 'ws-2', 'ws-3'] }),
  happened(seconds(42), 'run.sending', { run, step: 'check', endpoints: ['ws-4'] }),
  happened(seconds(43), 'run.settled', {
    run,
    outcomes: [1, 2, 3, 4].map((each) => ({
      ...{ endpoint: `ws-${each}`, step: each === 4 ? 'check' : 'restart', outcome: lost },
    })),
  }),
];
const ended = happened(seconds(50), 'run.ended', {
  ...{ run, incident: 'INC-0001', service: 'sign-in', result: 'interrupted', ok: 0, notOk: 4, notSent: 6 },
});
const runIn = (all: readonly NewEvent[]) => worldOf(all).runs[run] as Run;
const made = (receipt: Receipt, runForMs = 60_000) => {
  const outcome = byReceipt(step, lost, receipt, runForMs);
  return 'output' in outcome ? `${outcome.state}: ${outcome.output}` : outcome.state;
};

describe('what a receipt makes of a step whose end was not seen', () => {
  test('is its end, held against what the step calls success', () => {
    expect([
      made({ state: 'ended', exitCode: 0, output: 'up' }),
      made({ state: 'ended', exitCode: 0, output: 'down' }),
      made({ state: 'ended', exitCode: 3, output: 'up' }),
    ]).toEqual(['ok: up', 'failed: down', 'failed: up']);
  });
  test('is that it never began, where there is none on an endpoint that was up all the time', () => {
    expect(made({ state: 'absent', upForMs: 60_001 })).toBe('cancelled');
  });
  test('is nothing where the endpoint was started anew since, or cannot say: receipts may be lost with the power', () => {
    const words =
      'unknown: [by its receipt: no receipt; the endpoint was started anew since the run began, or does not say]';
    expect([made({ state: 'absent', upForMs: 59_999 }), made({ state: 'absent', upForMs: null })]).toEqual([
      words,
      words,
    ]);
  });
  test('stays unknown where it began and did not end, with words', () => {
    expect((['running', 'gone', 'unclear'] as const).map((state) => made({ state }))).toEqual([
      'unknown: [by its receipt: began, and still runs]',
      'unknown: [by its receipt: began, and its process was gone before it had ended]',
      'unknown: [by its receipt: its receipt says nothing that can be read]',
    ]);
  });
});

describe('a run whose ends were not all seen', () => {
  test('asks only after it has ended, and only about steps that leave a receipt', () => {
    expect([
      doubtsOf(runIn(events)),
      doubtsOf(runIn([...events, ended])).map((each) => each.entry.endpoint),
    ]).toEqual([[], ['ws-1', 'ws-2', 'ws-3']]);
  });
  test('has the truth of its endpoints afterwards: done, never sent, or still unknown', () => {
    const ok = { state: 'ok', exitCode: 0, output: 'up', tookMs: 0 } as const;
    const findings = [
      { endpoint: 'ws-1', step: 'restart', outcome: ok },
      { endpoint: 'ws-2', step: 'restart', outcome: { state: 'cancelled', tookMs: 0 } as const },
    ];
    const before = runIn([...events, ended]);
    const written = reconcileRun({ at: seconds(60) }, before, findings, 1);
    const now = runIn([...events, ended, ...written]);
    const { pending, cancelled, unknown } = countStates(now);
    // ws-1 has one of its two steps behind it: nothing is in flight there.
    expect([{ pending, cancelled, unknown }, now.endpoints['ws-1']?.step]).toEqual([
      { pending: 7, cancelled: 1, unknown: 2 },
      'restart',
    ]);
  });
  test('writes nothing that is no news, and nothing about what was settled meanwhile', () => {
    const still = { ...lost, output: '[by its receipt: began, and still runs]' };
    const once = [{ endpoint: 'ws-1', step: 'restart', outcome: still }];
    const before = runIn([...events, ended]);
    const first = reconcileRun({ at: seconds(60) }, before, once, 0);
    const second = reconcileRun({ at: seconds(61) }, runIn([...events, ended, ...first]), once, 0);
    const other = [{ endpoint: 'ws-4', step: 'restart', outcome: still }];
    expect([first.length, second, reconcileRun({ at: seconds(60) }, before, other, 0)]).toEqual([1, [], []]);
  });
});
