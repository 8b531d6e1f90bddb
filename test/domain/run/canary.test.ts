import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../../src/domain/events';
import { canaryOf, canaryWords, wentWrongBefore } from '../../../src/domain/run/canary';
import type { Manifest } from '../../../src/domain/run/manifest';
import type { Outcome } from '../../../src/domain/run/outcome';
import { spreadCanary } from '../../../src/domain/run/waves';
import { hospital, manifestOf, seconds } from '../../helpers/hospital';
import { declared, done, started } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';

const failed: Outcome = { state: 'failed', cause: 'NonZeroExit', exitCode: 1, output: '', tookMs: 1 };
const ok: Outcome = { state: 'ok', exitCode: 0, output: '', tookMs: 1 };
const cancelled: Outcome = { state: 'cancelled', tookMs: 0 };
const ended = (run: string, step: string, outcome: Outcome, ...endpoints: string[]) =>
  happened(seconds(50), 'run.settled', {
    run,
    outcomes: endpoints.map((endpoint) => ({ endpoint, step, outcome })),
  });
const first = [
  ...started,
  ...done(seconds(41), 'restart', ['ws-2']),
  ended('RUN-0001', 'restart', failed, 'ws-1', 'ws-4', 'ws-5'),
  ended('RUN-0001', 'restart', cancelled, 'ws-7'),
];
const following = (run: string, only?: readonly string[]): Manifest => ({
  ...manifestOf(hospital, {}, only),
  follows: { run, as: 'resume' },
});
const second: NewEvent[] = [
  ...first,
  happened(seconds(60), 'run.started', {
    ...{ run: 'RUN-0002', incident: 'INC-0001', service: 'sign-in', runbookName: 'x' },
    ...{ manifest: following('RUN-0001'), waves: [2, 8] },
  }),
  ended('RUN-0002', 'check', ok, 'ws-4'),
  ended('RUN-0002', 'restart', failed, 'ws-6'),
];
const runsIn = (events: readonly NewEvent[]) => worldOf(events).runs;
const said = (manifest: Manifest, events: readonly NewEvent[]) => {
  const canary = canaryOf(hospital, runsIn(events), manifest);
  return canary && canaryWords(canary);
};

describe('the canary of a run that follows another', () => {
  test('knows who ended badly, by the latest word on each; what was never sent says nothing', () => {
    expect([
      [...wentWrongBefore(following('RUN-0001'), runsIn(first))],
      [...wentWrongBefore(following('RUN-0002'), runsIn(second))].sort(),
      [...wentWrongBefore(manifestOf(), runsIn(second))],
    ]).toEqual([['ws-1', 'ws-4', 'ws-5'], ['ws-1', 'ws-5', 'ws-6'], []]);
  });
  test('takes those that never went wrong, from every site, and says which', () => {
    expect(said(following('RUN-0001'), first)).toBe('ws-2, ws-3; none of them went wrong before');
  });
  test('takes the others only when nobody else is left', () => {
    expect([
      said(following('RUN-0001', ['ws-1', 'ws-3', 'ws-5']), first),
      said(following('RUN-0001', ['ws-1', 'ws-4', 'ws-5']), first),
      said(following('RUN-0001', ['ws-1', 'ws-4']), first),
    ]).toEqual([
      'ws-3, ws-1; 1 endpoint of them went wrong before, because no others are left',
      'ws-1, ws-4; 2 endpoints of them went wrong before, because no others are left',
      null,
    ]);
  });
  test('is that of the first run where nothing is followed', () => {
    expect(canaryOf(hospital, runsIn(declared), manifestOf())).toEqual({
      endpoints: ['ws-1', 'ws-2'],
      wrongBefore: 0,
    });
  });
  test('holds nobody that went wrong while there are enough of the others, whoever they are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(200)),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(6),
        (items, canary, bad) => {
          const wentWrong = (item: number) => item % 7 < bad;
          const queue = spreadCanary(items, canary, (item) => String(item % 3), wentWrong);
          const taken = queue.slice(0, canary);
          const others = items.filter((item) => !wentWrong(item)).length;
          expect(taken.filter(wentWrong).length).toBe(Math.max(0, taken.length - others));
          expect([...queue].sort()).toEqual([...items].sort());
        },
      ),
    );
  });
});
