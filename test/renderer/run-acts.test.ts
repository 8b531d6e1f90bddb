import { describe, expect, test } from 'vitest';
import type { Moment } from '../../renderer/command/act-list/act';
import { runActs } from '../../renderer/command/act-list/run-acts';
import type { NewEvent } from '../../src/domain/events';
import type { Outcome } from '../../src/domain/run/outcome';
import { hospital, restartAgent, seconds } from '../helpers/hospital';
import { done, started } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const run = 'RUN-0001';
const plan = { ...hospital, runbooks: [{ ...restartAgent, rollback: 'undo' }] };
const acts = (events: readonly NewEvent[], signedOut: string | null = null) => {
  const world = worldOf(events);
  const moment = { state: { world }, plan, focus: { incident: world.incidents['INC-0001'] }, signedOut };
  return runActs(moment as unknown as Moment).map(({ words, whyNot }) =>
    whyNot ? `${words} (${whyNot})` : words,
  );
};
const ended = (result: 'completed' | 'stopped') =>
  happened(seconds(60), 'run.ended', {
    ...{ run, incident: 'INC-0001', service: 'sign-in', result, ok: 1, notOk: 2, notSent: 7 },
  });
const failed: Outcome = { state: 'failed', cause: 'NonZeroExit', exitCode: 1, output: '', tookMs: 1 };
const mixed = [
  ...started,
  ...done(seconds(41), 'restart', ['ws-1', 'ws-2']),
  ...done(seconds(43), 'check', ['ws-1']),
  happened(seconds(45), 'run.settled', {
    run,
    outcomes: ['ws-3', 'ws-4'].map((endpoint) => ({ endpoint, step: 'restart', outcome: failed })),
  }),
];

describe('the acts about a run', () => {
  test('while it goes on pause it, by anybody; while it is paused only who signed in lets it go on', () => {
    const paused = [...started, happened(seconds(41), 'run.paused', { run, inFlight: 0, unsent: 10 })];
    expect([acts(started, 'Say who.'), acts(paused, 'Say who.'), acts(paused)]).toEqual([
      ['Pause RUN-0001: what is in flight ends'],
      ['Let RUN-0001 go on (Say who.)'],
      ['Let RUN-0001 go on'],
    ]);
  });
  test('after a stop name what each would touch', () => {
    expect(acts([...mixed, ended('stopped')])).toEqual([
      'Retry 2 failed endpoints of RUN-0001 from the step that failed',
      'Resume RUN-0001 on 7 endpoints',
      'Roll back RUN-0001 where it changed something',
      'Run another runbook on the 1 endpoint that passed RUN-0001',
    ]);
  });
  test('without any run there are none', () => {
    expect(acts(started.slice(0, -2))).toEqual([]);
  });
});
