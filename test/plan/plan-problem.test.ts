import { expect, test } from 'vitest';
import {
  arrangeProblems,
  formatProblem,
  planError,
  planWarning,
  problemsPerFile,
} from '../../src/plan/plan-problem';

test('a problem is one line that an editor can jump to', () => {
  const problem = planError(
    'services/sign-in.yaml',
    { line: 14, column: 3 },
    'unknown-field',
    '"rt0" is not a field of objectives.',
    'Did you mean "rto"?',
  );
  expect(formatProblem(problem)).toBe(
    'services/sign-in.yaml:14:3 error unknown-field  "rt0" is not a field of objectives. Did you mean "rto"?',
  );
});

test('problems are in the order of files and places, each once', () => {
  const at = (file: string, line: number, column: number) => planError(file, { line, column }, 'r', 'm', 'f');
  const mixed = [at('b', 2, 1), at('a', 10, 1), at('b', 1, 5), at('a', 9, 1), at('b', 1, 5)];
  expect(arrangeProblems(mixed)).toEqual([at('a', 9, 1), at('a', 10, 1), at('b', 1, 5), at('b', 2, 1)]);
});

test('more than a hundred problems in a file are counted instead of listed', () => {
  const many = Array.from({ length: problemsPerFile + 30 }, (_, index) =>
    planWarning('a', { line: index + 1, column: 1 }, 'r', 'm', 'f'),
  );
  const last = planWarning(
    'a',
    { line: problemsPerFile + 1, column: 1 },
    'more-problems',
    '30 more problems follow in this file.',
    'Mend those above first.',
  );
  expect(arrangeProblems(many)).toEqual([...many.slice(0, problemsPerFile), last]);
});

test('a cut that hides an error is itself an error', () => {
  const many = Array.from({ length: problemsPerFile }, (_, index) =>
    planWarning('a', { line: index + 1, column: 1 }, 'r', 'm', 'f'),
  );
  const hidden = planError('a', { line: 999, column: 1 }, 'r', 'm', 'f');
  expect(arrangeProblems([hidden, ...many]).at(-1)?.severity).toBe('error');
});
