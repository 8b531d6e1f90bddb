import { expect, test } from 'vitest';
import { endedBadly, namedOf } from '../../src/cli/retry-scope';
import type { Run } from '../../src/domain/run/run-state';
import { seconds } from '../helpers/hospital';
import { started } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';

const failed = happened(seconds(42), 'run.settled', {
  run: 'RUN-0001',
  outcomes: [
    {
      ...{ endpoint: 'ws-1', step: 'restart' },
      outcome: { state: 'failed', cause: 'NonZeroExit', exitCode: 3, output: '', tookMs: 1 },
    },
  ],
});
const known = worldOf([...started, failed]).runs['RUN-0001'] as Run;
const run: Run = {
  ...known,
  manifest: { ...known.manifest, excluded: [{ endpoint: 'kiosk-1', reason: 'unreachable' }] },
};

test('endpoints are repeated by names that the run had, and any other name is told, with what was meant', () => {
  expect([
    namedOf(run, ['ws-1', 'ws-2']),
    refusal(() => namedOf(run, ['ws-1', 'ws-l'])),
    refusal(() => namedOf(run, ['kiosk-1'])),
  ]).toEqual([
    ['ws-1', 'ws-2'],
    'invalid-input: ws-l was not in RUN-0001. Did you mean "ws-1"? Nothing was sent.',
    'invalid-input: kiosk-1 was left out of RUN-0001 (unreachable), and only what it ran on is repeated. Nothing was sent.',
  ]);
});

test('a cause is a word by which something ends, also where nothing did', () => {
  expect([
    endedBadly(run, undefined),
    endedBadly(run, 'exit 3'),
    endedBadly(run, 'unreachable'),
    refusal(() => endedBadly(run, 'faild')),
  ]).toEqual([
    ['ws-1'],
    ['ws-1'],
    [],
    'invalid-input: Nothing ends as "faild". Did you mean "failed"? Nothing was sent.',
  ]);
});
