import { expect, test } from 'vitest';
import { asFound } from '../../src/app/as-found';
import { brokenWard } from '../helpers/broken-ward';
import { openConsole } from '../helpers/console';
import { seconds } from '../helpers/hospital';
import { declared } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const incident = 'INC-0001';
const armed = happened(seconds(60), 'activation.armed', {
  ...{ incident, activation: 'T1', service: 'sign-in', rule: 'down', runbook: 'restart-agent' },
  ...{ runbookName: 'Restart the auth agent', manifest: 'm', endpoints: 10, envelope: 'e', because: 'e' },
  ...{ vetoMs: 45_000, startsAt: seconds(105) },
});
test('a countdown does not stand open on a console that does not act by itself, nor for whoever only reads', () => {
  const { core } = openConsole({ events: [...declared, armed], actsByItself: false });
  expect([
    core.ledger.world().incidents[incident]?.activations.T1?.state,
    asFound(worldOf([...declared, armed]), seconds(100)).incidents[incident]?.activations.T1?.state,
  ]).toEqual(['withdrawn', 'withdrawn']);
});
test('a window that is gone keeps no other from hearing, nor previews from being made', async () => {
  const ward = await brokenWard();
  const heard: string[] = [];
  const gone = ward.core.onPush(() => {
    throw new Error('Object has been destroyed');
  });
  ward.core.onPush((name) => heard.push(name));
  const preview = await ward.declare();
  gone();
  expect([heard.includes('journal.appended'), preview.manifest.entries.length > 0]).toEqual([true, true]);
});
test('a run that is asked for while the console closes touches nothing', async () => {
  const ward = await brokenWard();
  const preview = await ward.declare();
  const before = ward.transport.asked.length;
  const closing = ward.close();
  const answer = await ward.handlers['run.start']({ incident, manifest: preview.manifest.digest }).then(
    () => 'started',
    (error) => String(error),
  );
  await closing;
  expect([
    answer === 'started',
    ward.transport.asked.slice(before).filter((each) => each.includes('restart')),
  ]).toEqual([false, []]);
});
