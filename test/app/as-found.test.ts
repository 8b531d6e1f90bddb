import { expect, test } from 'vitest';
import { asFound } from '../../src/app/as-found';
import { countStates } from '../../src/domain/run/run-state';
import { seconds } from '../helpers/hospital';
import { outage, started } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const run = 'RUN-0001';

test('a run that nobody conducts any more is read as interrupted: in flight is unknown, the rest never sent', () => {
  const sent = happened(seconds(41), 'run.sending', { run, step: 'restart', endpoints: ['ws-1', 'ws-2'] });
  const found = asFound(worldOf([...started, sent]), seconds(60)).runs[run];
  const counts = found && countStates(found);
  expect([found?.result, counts?.unknown, counts?.pending, counts?.sending]).toEqual([
    'interrupted',
    2,
    8,
    0,
  ]);
});

test('a run that has ended is read as it ended', () => {
  const world = worldOf(outage);
  expect(asFound(world, seconds(200))).toEqual(world);
});
