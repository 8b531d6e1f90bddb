import { expect, test } from 'vitest';
import { boundRegularExpressions } from '../../src/app/linear-expressions';
import { judgeStep } from '../../src/domain/run/judge-step';

test('hostile output cannot make a nested quantifier run away', () => {
  boundRegularExpressions();
  const step = {
    id: 'check',
    kind: 'verify' as const,
    command: 'true',
    timeoutMs: 1000,
    idempotent: true,
    okExitCodes: [0],
    expect: '(a+)+$',
  };
  // Forty letters take hours by backtracking; the test's own time limit is what would fail.
  const heard = { state: 'ok' as const, exitCode: 0, output: `${'a'.repeat(40)}b`, tookMs: 1 };
  expect(judgeStep(step, heard)).toMatchObject({ state: 'failed', cause: 'VerifyFailed' });
});
