import { expect, test } from 'vitest';
import { leftOver, leftOverLines } from '../../src/cli/left-over';
import type { Outcome } from '../../src/domain/run/outcome';
import type { EndpointProgress, Run, RunResult } from '../../src/domain/run/run-state';
import { started } from '../helpers/outage';
import { worldOf } from '../helpers/records';

const { runs, incidents } = worldOf(started);
const begun = runs['RUN-0001'] as Run;
const incident = incidents['INC-0001'];
const call = { plan: '/plans/north wing', as: 'maria', data: '/data' };

/** The run of the hospital, ended so on its first endpoints and well on the others. */
function ended(result: RunResult, ...ends: readonly (Outcome['state'] | 'pending')[]): Run {
  const endpoints = Object.keys(begun.endpoints).map((name, index): [string, EndpointProgress] => {
    const state = ends[index] ?? 'ok';
    const outcome =
      state === 'pending' ? null : ({ state, cause: 'Cause', output: '', exitCode: 0, tookMs: 1 } as never);
    return [name, { ...(begun.endpoints[name] as EndpointProgress), state, step: 'flash', outcome }];
  });
  return { ...begun, result, endpoints: Object.fromEntries(endpoints) };
}
const next = (run: Run) => (incident ? leftOver(run, incident, call).next : null);
const same = " --plan '/plans/north wing' --as maria --data /data";

test.each([
  [
    'failures of one kind are repeated by it',
    ended('completed', 'failed', 'failed'),
    'retry RUN-0001 --cause failed',
  ],
  ['failures of several kinds are repeated together', ended('halted', 'failed', 'denied'), 'retry RUN-0001'],
  ['a run that was cut is gone on with first', ended('stopped', 'failed', 'pending'), 'resume RUN-0001'],
  ['what may have been done already is asked about', ended('completed', 'unknown'), 'reconcile RUN-0001'],
  [
    'what may have been done does not keep the rest',
    ended('completed', 'unknown', 'failed'),
    'retry RUN-0001',
  ],
])('%s', (_fact, run, words) => {
  expect(next(run)).toBe(`npx holdfast ${words}${same}`);
});

test('nothing is left after a run that ended well everywhere', () => {
  expect(next(ended('completed'))).toBe(null);
});

test('a hundred groups are cut to eight lines, which say that there are more', () => {
  const failures = Array.from({ length: 100 }, (_, index) => ({
    ...{ state: 'failed', cause: `exit ${index}`, words: 'a\u001b[2Jb' },
    endpoints: Array.from({ length: 9 }, (_each, at) => `ws-${at}`),
  }));
  const lines = leftOverLines({ failures, leftOut: [], next: null });
  expect([lines.length, lines[1], lines.at(-1)]).toEqual([
    10,
    '           9 failed, exit 0: a [2Jb (ws-0, ws-1, ws-2, ws-3, ws-4 and 4 more)',
    '           and 92 more groups: --json has them all',
  ]);
});
