import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canaryFault, exceededBudget } from '../../src/domain/run/budget';
import { judgeStep } from '../../src/domain/run/judge-step';
import { planWaves, spreadCanary, waveName } from '../../src/domain/run/waves';

const sizes = { canary: 5, size: 100, maxInFlight: 10 };
const budgets = { failed: 0.1, unreachable: 0.2, denied: 0.1 };
const step = {
  id: 's',
  kind: 'command',
  command: 'x',
  timeoutMs: 1,
  idempotent: true,
  okExitCodes: [0],
} as const;

describe('waves', () => {
  test('the canary first, then waves of one size, the rest last', () => {
    expect([
      planWaves(sizes, 0),
      planWaves(sizes, 3),
      planWaves(sizes, 5),
      planWaves(sizes, 6),
      planWaves(sizes, 230),
    ]).toEqual([[], [3], [5], [5, 1], [5, 100, 100, 25]]);
  });
  test('they sum to the manifest and none is empty, whatever the plan says', () => {
    const whole = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(whole, whole, whole, (canary, size, endpoints) => {
        const waves = planWaves({ canary, size, maxInFlight: 1 }, endpoints);
        return waves.every((each) => each > 0) && waves.reduce((sum, each) => sum + each, 0) === endpoints;
      }),
    );
  });
  test('are called canary and wave 1 of n; one alone is no canary', () => {
    expect([
      waveName([5, 9, 9], 0),
      waveName([5, 9, 9], 1),
      waveName([5, 9, 9], 2),
      waveName([5], 0),
    ]).toEqual(['canary', 'wave 1 of 2', 'wave 2 of 2', 'wave 1 of 1']);
  });
  test('the canary takes from every site in turn, the rest keeps its order', () => {
    const rows = ['n1', 'n2', 'n3', 'n4', 's1', 's2', 'w1'];
    expect(spreadCanary(rows, 4, (row) => row[0] ?? '')).toEqual(['n1', 's1', 'w1', 'n2', 'n3', 'n4', 's2']);
  });
  test('spreading neither loses nor invents an endpoint', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(999)), fc.nat(1200), (items, canary) => {
        const spread = spreadCanary(items, canary, (item) => String(item % 7));
        expect([...spread].sort()).toEqual([...items].sort());
      }),
    );
  });
});

describe('failure budgets', () => {
  test('salt#54521, ansible#32255: the first completion beyond the budget halts, not the end of its batch', () => {
    const haltedAt = (failed: number) =>
      exceededBudget({ total: 100, ended: { ok: 3, failed } }, budgets, false);
    expect([haltedAt(10), haltedAt(11)]).toEqual([null, '11 of 100 endpoints failed; the budget is 10 %']);
  });
  test('ansible#7686, #56265: unreachable endpoints halt a run just as failed ones do', () => {
    const haltedAt = (unreachable: number) =>
      exceededBudget({ total: 10, ended: { unreachable } }, budgets, false);
    expect([haltedAt(2), haltedAt(3)]).toEqual([null, '3 of 10 endpoints unreachable; the budget is 20 %']);
  });
  test('each class has its own share, so that none hides in another', () => {
    const ended = { failed: 10, unreachable: 20, denied: 10, ok: 60 };
    expect([
      exceededBudget({ total: 100, ended }, budgets, false),
      exceededBudget({ total: 100, ended: { ...ended, denied: 11 } }, budgets, false),
    ]).toEqual([null, '11 of 100 endpoints denied; the budget is 10 %']);
  });
  test('timed out and unknown count as failed, because nobody can say they are not', () => {
    const ended = { failed: 4, 'timed-out': 4, unknown: 3 };
    expect(exceededBudget({ total: 100, ended }, budgets, false)).toBe(
      '11 of 100 endpoints failed; the budget is 10 %',
    );
  });
  test('one failure in the canary halts', () => {
    const inCanary = (ended: object) => exceededBudget({ total: 1000, ended }, budgets, true);
    expect([
      inCanary({ failed: 1 }),
      inCanary({ unknown: 1 }),
      inCanary({ 'verify-failed': 2 }),
      inCanary({ ok: 5 }),
    ]).toEqual(['1 of the canary failed', '1 of the canary failed', '2 of the canary failed', null]);
  });
  test('a canary that reached nobody has proven nothing', () => {
    const said = (ended: object) => canaryFault({ total: 100, ended });
    expect([said({ ok: 1, unreachable: 4 }), said({ unreachable: 5 }), said({ ok: 0 })]).toEqual([
      null,
      'no endpoint of the canary ended well',
      'no endpoint of the canary ended well',
    ]);
  });
  test('a failed proof has a share of its own, and that of failed ones where none is named', () => {
    const ended = { 'verify-failed': 11 };
    const haltedBy = (share: object) =>
      exceededBudget({ total: 100, ended }, { ...budgets, ...share }, false);
    expect([
      haltedBy({}),
      haltedBy({ verifyFailed: 0.11 }),
      haltedBy({ failed: 1, verifyFailed: 0.05 }),
    ]).toEqual([
      '11 of 100 endpoints failed their verify step; the budget is 10 %',
      null,
      '11 of 100 endpoints failed their verify step; the budget is 5 %',
    ]);
  });
  test('withdrawn endpoints use up nothing', () => {
    expect(exceededBudget({ total: 10, ended: { cancelled: 10 } }, budgets, true)).toBeNull();
  });
  test('a budget is used up exactly beyond its share, for every whole percentage', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 50 }), (percent, hundreds) => {
        const share = { ...budgets, failed: percent / 100 };
        const haltedAt = (failed: number) =>
          exceededBudget({ total: hundreds * 100, ended: { failed } }, share, false);
        return haltedAt(percent * hundreds) === null && haltedAt(percent * hundreds + 1) !== null;
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what a step calls success', () => {
  const heard = (exitCode: number, output = '') =>
    exitCode === 0
      ? ({ state: 'ok', exitCode, output, tookMs: 1 } as const)
      : ({ state: 'failed', cause: 'NonZeroExit', exitCode, output, tookMs: 1 } as const);
  const verdict = (change: object, outcome: Parameters<typeof judgeStep>[1]) => {
    const { state, ...rest } = judgeStep({ ...step, okExitCodes: [...step.okExitCodes], ...change }, outcome);
    return 'cause' in rest ? `${state}/${rest.cause}` : state;
  };
  test('exit 0 with words that deny it is a failure', () => {
    const expectation = { expect: '^is running$' };
    expect([
      verdict(expectation, heard(0, 'auth-agent\nis running\n')),
      verdict(expectation, heard(0, 'is not running')),
      verdict({ ...expectation, kind: 'verify' }, heard(0, 'is not running')),
    ]).toEqual(['ok', 'failed/OutputMismatch', 'failed/VerifyFailed']);
  });
  test('only the exit codes of the step are success, also where 0 is not among them', () => {
    expect([
      verdict({ okExitCodes: [0, 3] }, heard(3)),
      verdict({ okExitCodes: [3] }, heard(0)),
      verdict({ kind: 'verify' }, heard(1)),
    ]).toEqual(['ok', 'failed/NonZeroExit', 'failed/VerifyFailed']);
  });
  test('an end that says nothing of the command passes through untouched', () => {
    const unknown = { state: 'unknown', cause: 'ConnectionLost', output: '', tookMs: 1 } as const;
    expect(judgeStep({ ...step, okExitCodes: [0], expect: 'x' }, unknown)).toBe(unknown);
  });
});
test('a later stage has no canary', () => {
  expect(waveName([5, 9, 9], 0, 1)).toBe('stage 2, wave 1 of 3');
});
