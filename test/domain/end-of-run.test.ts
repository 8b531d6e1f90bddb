import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import type { Circumstances } from '../../src/domain/incident/circumstances';
import { endRun, interruptRun } from '../../src/domain/run/commands';
import type { Run } from '../../src/domain/run/run-state';
import { hospital, seconds } from '../helpers/hospital';
import { adopted, changed, done, started } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const run = 'RUN-0001';
const incident = 'INC-0001';
const now = (events: readonly NewEvent[], operator: string | null = 'maria'): Circumstances => ({
  world: worldOf(events),
  plan: hospital,
  at: seconds(100),
  operator,
});
const runIn = (events: readonly NewEvent[]) => worldOf(events).runs[run] as Run;

describe('the end of a run', () => {
  const all = hospital.endpoints.map((each) => each.name);
  const half = [
    ...done(seconds(41), 'restart', all.slice(0, 5)),
    ...done(seconds(43), 'check', all.slice(0, 5)),
  ];
  const whole = [...done(seconds(41), 'restart', all), ...done(seconds(43), 'check', all)];
  const halted = happened(seconds(50), 'run.halted', { run, because: 'budget' });
  const stop = happened(seconds(50), 'run.stop-requested', { run, inFlight: 0, unsent: 5 });
  const ending = (...events: NewEvent[]) => {
    const made = endRun(now([...started, ...events]), runIn([...started, ...events]), false);
    return made.map(({ type, data }) =>
      type === 'run.ended'
        ? [data.result, data.ok, data.notOk, data.notSent]
        : type === 'service.changed' && data.to,
    );
  };
  test('of one that completed restores the service', () => {
    expect(ending(...whole)).toEqual([['completed', 10, 0, 0], 'restored']);
  });
  test('that was halted or stopped restores nothing, and says how many were never sent', () => {
    expect([ending(...half, halted), ending(...half, stop), ending(...half, stop, halted)]).toEqual([
      [['halted', 5, 0, 5]],
      [['stopped', 5, 0, 5]],
      [['halted', 5, 0, 5]],
    ]);
  });
  test('is not "completed" while endpoints were left, whatever made it end', () => {
    expect([ending(...half), ending()]).toEqual([[['interrupted', 5, 0, 5]], [['interrupted', 0, 0, 10]]]);
  });
  test('after which nothing is ok restores nothing', () => {
    const outcome = { state: 'timed-out', cause: 'CommandTimeout', output: '', tookMs: 1 } as const;
    const outcomes = all.map((endpoint) => ({ endpoint, step: 'restart', outcome }));
    expect(ending(happened(seconds(45), 'run.settled', { run, outcomes }))).toEqual([
      ['completed', 0, 10, 0],
    ]);
  });
  test('restores also a service that its probe never saw failing, so that it can be proven', () => {
    expect(ending(...whole, changed(seconds(45), 'down', 'healthy'))).toEqual([
      ['completed', 10, 0, 0],
      'restored',
    ]);
  });
  test('of a drill restores nothing of a live plan that came into force meanwhile, nor the reverse', () => {
    const live = { ...adopted, data: { ...adopted.data, mode: 'live' } } as NewEvent;
    const ended = ['completed', 10, 0, 0];
    expect([ending(...whole, live), ending(...whole, live, adopted)]).toEqual([[ended], [ended, 'restored']]);
  });
  test('leaves a service as it is that a probe has found restored or verified before', () => {
    expect(
      (['restored', 'verified'] as const).map((to) =>
        ending(...whole, changed(seconds(45), 'down', to, incident)),
      ),
    ).toEqual([[['completed', 10, 0, 0]], [['completed', 10, 0, 0]]]);
  });
});

describe('a run that a console left unfinished', () => {
  const sent = [
    ...done(seconds(41), 'restart', ['ws-1', 'ws-2', 'ws-3']),
    ...done(seconds(43), 'check', ['ws-1']),
    happened(seconds(45), 'run.sending', { run, step: 'check', endpoints: ['ws-2'] }),
    happened(seconds(45), 'run.sending', { run, step: 'restart', endpoints: ['ws-4'] }),
  ];
  const events = [...started, ...sent];
  const after = [...events, ...interruptRun(now(events), runIn(events))];
  test('has an unknown end for what was in flight and keeps what is known of the rest', () => {
    const { endpoints, result } = runIn(after);
    const states = hospital.endpoints.slice(0, 5).map(({ name }) => {
      const { state, step } = endpoints[name] ?? {};
      return `${name} ${state} ${step}`;
    });
    expect([result, states]).toEqual([
      'interrupted',
      [
        'ws-1 ok check',
        'ws-2 unknown check',
        'ws-3 pending restart',
        'ws-4 unknown restart',
        'ws-5 pending null',
      ],
    ]);
  });
  test('is ended with the exact tally and restores nothing', () => {
    expect(after.slice(events.length).map(({ type, data }) => [type, 'notSent' in data && data])).toEqual([
      ['run.settled', false],
      [
        'run.ended',
        { run, incident, service: 'sign-in', result: 'interrupted', ok: 1, notOk: 3, notSent: 6 },
      ],
    ]);
  });
  test('with nothing in flight is only ended', () => {
    expect(interruptRun(now(started), runIn(started)).map((event) => event.type)).toEqual(['run.ended']);
  });
});
