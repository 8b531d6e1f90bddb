import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { latency } from '../../src/domain/views/latency';
import { cutPhases } from '../../src/domain/views/phases';
import { hospital, manifestOf, seconds, signIn } from '../helpers/hospital';
import { broken, changed, declared, outage, started, swept } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const incident = 'INC-0001';
const run = 'RUN-0001';
const service = 'sign-in';

/** `phase gate: words, took`, in order. */
function ray(
  events: readonly NewEvent[],
  second = 999,
  plan: Parameters<typeof latency>[2] = hospital,
): string[] {
  const world = worldOf(events);
  const state = world.incidents[incident];
  if (!state) throw new Error('no incident');
  return latency(state, world.names, plan, seconds(second)).map(
    ({ phase, gate, words, tookMs, endedAt }) =>
      `${phase} ${gate}: ${words}, ${tookMs / 1000}${endedAt === null ? ' so far' : ''}`,
  );
}
const phases = (events: readonly NewEvent[], second = 999) => {
  const state = worldOf(events).incidents[incident];
  return state && cutPhases(state, seconds(second)).map(({ name, tookMs }) => `${name} ${tookMs / 1000}`);
};

/** A rule held from second 20 to 50, declared and armed; the countdown ends at second 95. */
const armed: readonly NewEvent[] = [
  ...broken,
  happened(seconds(20), 'threshold.met', { service, rule: 'half-down', reading: '80 %' }),
  happened(seconds(50), 'threshold.crossed', { service, rule: 'half-down', reading: '80 %' }),
  ...(declared.slice(-2, -1).map((event) => ({
    ...event,
    occurredAt: seconds(50),
    actor: 'console' as const,
    data: { ...event.data, rule: 'half-down' },
  })) as NewEvent[]),
  happened(seconds(50), 'activation.armed', {
    ...{ incident, activation: 'T1', service, rule: 'half-down', runbook: 'restart-agent' },
    ...{ runbookName: 'Restart', manifest: 'm', endpoints: 10, envelope: 'e', because: 'e' },
    ...{ vetoMs: 45_000, startsAt: seconds(95) },
  }),
];
const grantedAt = (second: number) =>
  happened(seconds(second), 'authority.granted', {
    ...{ incident, runbook: 'restart-agent', manifest: 'm', endpoints: 10, envelope: 'e', because: 'e' },
  });
const ranFrom = (second: number, id = run) =>
  happened(seconds(second), 'run.started', {
    ...{ run: id, incident, service, runbookName: 'Restart', manifest: manifestOf(), waves: [2, 8] },
  });
const waveAt = (second: number, wave: number, id = run) =>
  happened(seconds(second), 'run.wave-started', { run: id, wave, endpoints: 2 });
const endedAt = (second: number, result: 'completed' | 'halted' | 'stopped', id = run) =>
  happened(seconds(second), 'run.ended', { run: id, incident, service, result, ok: 1, notOk: 1, notSent: 8 });
const proven = (restored: number, verified: number) => [
  changed(seconds(restored), 'down', 'restored', incident),
  changed(seconds(verified), 'restored', 'verified', incident),
];
const took = (second: number, person: string, from?: string) =>
  happened(
    seconds(second),
    'command.taken',
    { incident, person, ...(from ? { from } : {}) },
    `person:${person}`,
  );

describe('the X-ray', () => {
  test('of a restoration by hand names who decided, every wave and the proof', () => {
    expect(ray(outage)).toEqual([
      'decide nobody: not declared yet, 10',
      'decide nobody: nobody in command, 2',
      'authorise person: Maria Chen decides, 8',
      'execute tool: RUN-0001, canary, 6',
      'execute tool: RUN-0001, wave 1, 5',
      'execute tool: RUN-0001, wave 2, 5',
      'verify probe: good sweeps of agent, 19',
    ]);
  });
  test('of an automatic start has the hold time of the rule, the time for a veto, and no person', () => {
    const start = [
      happened(seconds(95), 'activation.started', { incident, activation: 'T1', run }),
      ...[
        grantedAt(95),
        ranFrom(95),
        waveAt(95, 0),
        waveAt(99, 1),
        endedAt(103, 'completed'),
        ...proven(103, 120),
      ],
    ];
    expect([ray([...armed, ...start]), phases([...armed, ...start])]).toEqual([
      [
        'decide threshold: hold time of rule half-down, 30',
        'authorise veto: veto time of rule half-down, 45',
        'execute tool: RUN-0001, canary, 4',
        'execute tool: RUN-0001, wave 1, 4',
        'verify probe: good sweeps of agent, 17',
      ],
      ['detect 0', 'decide 30', 'authorise 45', 'execute 8', 'verify 17'],
    ]);
  });
  test('while it counts down lasts in the time for a veto', () => {
    expect(ray(armed, 60)).toEqual([
      'decide threshold: hold time of rule half-down, 30',
      'authorise veto: veto time of rule half-down, 10 so far',
    ]);
  });
  test('of a vetoed start goes on deciding until somebody commands', () => {
    const vetoed = happened(seconds(70), 'activation.vetoed', { incident, activation: 'T1', leftMs: 25_000 });
    expect(ray([...armed, vetoed, took(100, 'maria')], 110)).toEqual([
      'decide threshold: hold time of rule half-down, 30',
      'decide veto: veto time of rule half-down, 20',
      'decide nobody: nobody in command, 30',
      'authorise person: Maria Chen decides, 10 so far',
    ]);
  });
  test('of a two-person run names who approved, and before that who may', () => {
    const asked = happened(seconds(40), 'approval.requested', {
      ...{
        incident,
        approval: 'A1',
        person: 'maria',
        envelope: 'e',
        manifest: manifestOf(),
        runbookName: 'x',
      },
      ...{ approvers: ['jon', 'eve'], lapsesAt: seconds(900) },
    });
    const given = [
      happened(seconds(60), 'approval.given', { incident, approval: 'A1', person: 'jon', manifest: 'm' }),
      happened(seconds(64), 'approval.ended', { incident, approval: 'A1', how: 'used' }),
      grantedAt(64),
    ];
    const until = [
      'decide nobody: not declared yet, 10',
      'decide nobody: nobody in command, 2',
      'authorise person: Maria Chen decides, 8',
    ];
    expect([ray([...declared, asked], 50), ray([...declared, asked, ...given, ranFrom(64)], 70)]).toEqual([
      [...until, 'authorise approval: waiting for Jon Ade or Eve Roe, 10 so far'],
      [
        ...until,
        'authorise approval: waiting for Jon Ade, 20',
        'authorise person: Maria Chen decides, 4',
        'execute tool: RUN-0001, canary, 6 so far',
      ],
    ]);
  });
  test('of a refused or lapsed request ends with its end', () => {
    const asked = happened(seconds(40), 'approval.requested', {
      ...{
        incident,
        approval: 'A1',
        person: 'maria',
        envelope: 'e',
        manifest: manifestOf(),
        runbookName: 'x',
      },
      ...{ approvers: [], lapsesAt: seconds(45) },
    });
    const lapsed = happened(seconds(45), 'approval.ended', { incident, approval: 'A1', how: 'lapsed' });
    expect(ray([...declared, asked, lapsed], 50).slice(-3)).toEqual([
      'authorise person: Maria Chen decides, 8',
      'authorise approval: waiting for a second person, 5',
      'authorise person: Maria Chen decides, 5 so far',
    ]);
  });
  test('of a run that did not wait for an open request shows the run, not the request', () => {
    const asked = happened(seconds(36), 'approval.requested', {
      ...{
        incident,
        approval: 'A1',
        person: 'maria',
        envelope: 'e',
        manifest: manifestOf(),
        runbookName: 'x',
      },
      ...{ approvers: ['jon'], lapsesAt: seconds(900) },
    });
    const [granted, ran] = started.slice(declared.length);
    const glass = [granted, ran].filter((event) => event !== undefined);
    expect(ray([...declared, asked, ...glass], 50).slice(-2)).toEqual([
      'authorise approval: waiting for Jon Ade, 4',
      'execute tool: RUN-0001, canary, 10 so far',
    ]);
  });
  test('between a run that did not restore and the next waits for a person, by name', () => {
    const again = [
      ...[
        endedAt(50, 'halted'),
        took(58, 'jon', 'maria'),
        ranFrom(62, 'RUN-0002'),
        endedAt(70, 'stopped', 'RUN-0002'),
      ],
    ];
    expect(ray([...started, ...again], 75).slice(-5)).toEqual([
      'execute tool: RUN-0001, canary, 10',
      'execute person: Maria Chen, after RUN-0001 halted, 8',
      'execute person: Jon Ade, after RUN-0001 halted, 4',
      'execute tool: RUN-0002, canary, 8',
      'execute person: Jon Ade, after RUN-0002 was stopped, 5 so far',
    ]);
  });
  test('of a restoration that did not hold counts the proof that failed as execution', () => {
    const relapse = [
      endedAt(50, 'completed'),
      ...proven(50, 60).slice(0, 1),
      changed(seconds(65), 'restored', 'down', incident),
    ];
    expect(ray([...started, ...relapse], 80).slice(-3)).toEqual([
      'execute tool: RUN-0001, canary, 10',
      'execute probe: good sweeps of agent, 15',
      'execute person: Maria Chen, after RUN-0001 ended, 15 so far',
    ]);
  });
  test('says when no probe saw it first, and where no probe watches at all', () => {
    const unseen = declared.map((event) => {
      if (event.type !== 'incident.declared') return event;
      const { detectedAt: _seen, ...data } = event.data;
      return { ...event, data: { ...data, impactStart: seconds(5) } };
    });
    const bare = { services: [{ ...signIn, probes: [] }] };
    expect([
      ray(unseen, 40)[0],
      ray(unseen, 40, bare)[0],
      ray(outage, 99, bare).at(-1),
      ray(outage, 99, null).at(-1),
    ]).toEqual([
      'detect probe: no probe saw it before it was declared, 25',
      'detect person: no probe watches it, until somebody declared it, 25',
      'verify person: no probe watches it, a person has to say, 19',
      'verify probe: good sweeps, 19',
    ]);
  });
  test('has the time before the first bad sweep when impact is corrected to have begun earlier', () => {
    const corrected = happened(seconds(35), 'impact-start.corrected', {
      incident,
      from: seconds(20),
      to: seconds(8),
    });
    expect(ray([...declared, corrected], 40)[0]).toBe('detect probe: until the first bad sweep, 12');
  });
  test('is the same on a clock that was set back in the middle', () => {
    const step = happened(seconds(35 - 3600), 'clock.stepped', { byMs: -3_600_000 });
    const later = started
      .slice(declared.length)
      .map((event) => ({ ...event, occurredAt: event.occurredAt - 3_600_000 }));
    expect(ray([...declared, step, ...later], 50 - 3600)).toEqual(ray(started, 50));
  });
  test('says what it waits for also in the first moment of a phase', () => {
    expect([ray(declared, 32), ray([...broken, ...declared.slice(-2, -1)], 30).at(-1)]).toEqual([
      [
        'decide nobody: not declared yet, 10',
        'decide nobody: nobody in command, 2',
        'authorise person: Maria Chen decides, 0 so far',
      ],
      'decide nobody: not declared yet, 10 so far',
    ]);
  });
  test('is not moved by sweeps', () => {
    expect(ray([...started, swept(seconds(41), 3)], 50)).toEqual(ray(started, 50));
  });
});

test('a wait for a person is told apart by who had to decide, and an alert is not called a sweep', () => {
  const passed = happened(seconds(60), 'succession.passed', {
    ...{ incident, service, from: 'maria', to: 'jon', because: 'undecided' },
  });
  const taken = happened(
    seconds(80),
    'command.taken',
    { incident, person: 'eve', from: 'maria' },
    'person:eve',
  );
  const byAlert = declared.map((event) =>
    event.type === 'incident.declared'
      ? { ...event, data: { ...event.data, impactStart: seconds(10), impactStartFrom: 'alert' as const } }
      : event,
  );
  expect([ray([...declared, passed, taken], 100).slice(-3), ray(byAlert, 100)[0]]).toEqual([
    [
      'authorise person: Maria Chen decides, 28',
      'authorise person: Jon Ade decides, by succession, 20',
      'authorise person: Eve Roe decides, 20 so far',
    ],
    'detect probe: until the first alert, 10',
  ]);
});
