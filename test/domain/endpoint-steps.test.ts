import { expect, test } from 'vitest';
import type { Outcome } from '../../src/domain/run/outcome';
import { outputHeadLength, withOutputHead } from '../../src/domain/run/output-head';
import { endpointSteps } from '../../src/domain/views/endpoint-steps';
import { lightRecord } from '../../src/domain/views/light-record';
import { seconds } from '../helpers/hospital';
import { started } from '../helpers/outage';
import { happened, recorded, worldOf } from '../helpers/records';

const run = 'RUN-0001';
const ok = (output: string): Outcome => ({ state: 'ok', exitCode: 0, output, tookMs: 1 });
const sending = (at: number, step: string, ...endpoints: string[]) =>
  happened(at, 'run.sending', { run, step, endpoints });
const settled = (at: number, step: string, endpoint: string, outcome: Outcome) =>
  happened(at, 'run.settled', { run, outcomes: [{ endpoint, step, outcome }] });

test('the steps of one endpoint stand in order, with all that it said and nothing of others', () => {
  const records = recorded([
    sending(seconds(1), 'restart', 'ws-1', 'ws-2'),
    settled(seconds(2), 'restart', 'ws-2', ok('of another')),
    settled(seconds(3), 'restart', 'ws-1', ok('restarted')),
    sending(seconds(3), 'check', 'ws-1'),
  ]);
  expect(endpointSteps(records, 'ws-1')).toEqual([
    { step: 'restart', sentAt: seconds(1), endedAt: seconds(3), outcome: ok('restarted') },
    { step: 'check', sentAt: seconds(3), endedAt: null, outcome: null },
  ]);
});

test('a step that was repeated stands as often as it was sent', () => {
  const records = recorded([
    sending(seconds(1), 'restart', 'ws-1'),
    settled(seconds(2), 'restart', 'ws-1', ok('first')),
    sending(seconds(3), 'restart', 'ws-1'),
    settled(seconds(4), 'restart', 'ws-1', ok('second')),
  ]);
  expect(endpointSteps(records, 'ws-1').map(({ sentAt, outcome }) => [sentAt, outcome])).toEqual([
    [seconds(1), ok('first')],
    [seconds(3), ok('second')],
  ]);
});

test('an end without its sending is shown, too', () => {
  const [step] = endpointSteps(recorded([settled(seconds(4), 'restart', 'ws-1', ok('x'))]), 'ws-1');
  expect([step?.sentAt, step?.endedAt]).toEqual([null, seconds(4)]);
});

test('the fold and the window keep the head of an output, and the same one', () => {
  const long = ok('x'.repeat(16_384));
  const event = settled(seconds(42), 'restart', 'ws-1', long);
  const kept = worldOf([...started, event]).runs[run]?.endpoints['ws-1']?.outcome;
  const [record] = recorded([event]).map(lightRecord);
  const pushed = record?.type === 'run.settled' ? record.data.outcomes[0]?.outcome : null;
  expect([kept, pushed]).toEqual([ok('x'.repeat(outputHeadLength)), kept]);
});

test('a head never ends in half a character', () => {
  const cut = withOutputHead(ok(`${'x'.repeat(outputHeadLength - 1)}😀 and more`));
  expect(cut).toEqual(ok('x'.repeat(outputHeadLength - 1)));
});
