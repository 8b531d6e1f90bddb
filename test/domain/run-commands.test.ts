import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import type { Circumstances } from '../../src/domain/incident/circumstances';
import { stopRun } from '../../src/domain/run/commands';
import { startRun } from '../../src/domain/run/start-run';
import { hospital, manifestOf, seconds } from '../helpers/hospital';
import { declared, outage, started } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';

const run = 'RUN-0001';
const incident = 'INC-0001';
const now = (events: readonly NewEvent[], operator: string | null = 'maria'): Circumstances => ({
  world: worldOf(events),
  plan: hospital,
  at: seconds(100),
  operator,
});
const command = { run, incident, manifest: manifestOf() };

describe('starting a run', () => {
  test('is the grant and the run with the very manifest that was shown', () => {
    const [granted, begun, ...more] = startRun(now(declared), { ...command, retryOf: 'RUN-0000' });
    expect([granted, begun, more]).toEqual([
      {
        ...{
          type: 'authority.granted',
          stream: 'incident/INC-0001',
          occurredAt: seconds(100),
          actor: 'person:maria',
        },
        data: {
          ...{
            incident,
            person: 'maria',
            runbook: 'restart-agent',
            manifest: command.manifest.digest,
            endpoints: 10,
          },
          envelope: 'sign-in/restart-agent',
          ground: 'person',
          because: 'envelope sign-in/restart-agent, SEV-2 or worse, up to 1,000 endpoints',
        },
      },
      {
        ...{ type: 'run.started', stream: 'run/RUN-0001', occurredAt: seconds(100), actor: 'person:maria' },
        data: {
          ...{ run, incident, service: 'sign-in', runbookName: 'Restart the auth agent' },
          ...{ manifest: command.manifest, waves: [2, 4, 4], retryOf: 'RUN-0000' },
        },
      },
      [],
    ]);
  });
  test('without authority is an event, not an exception: the record shows who was stopped by what', () => {
    const events = startRun(now(declared, 'eve'), command);
    expect(events.map(({ type, actor, data }) => [type, actor, 'because' in data && data.because])).toEqual([
      [
        'authority.refused',
        'person:eve',
        'Eve Roe may not start recovery of Clinical sign-in. May: role:operations-lead, or an Incident Commander whom the plan gives that role.',
      ],
    ]);
  });
  test.each([
    ['nobody signed in', now(declared, null), command, 'refused: Say who you are before you start a run.'],
    [
      'the plan changed since the manifest was shown',
      { ...now(declared), plan: { ...hospital, digest: 'b'.repeat(64) } },
      command,
      'conflict: The plan changed after this manifest was shown. Look at the new one and hold again.',
    ],
    [
      'the manifest is about another service',
      now(declared),
      { ...command, manifest: { ...command.manifest, service: 'mail' } },
      'refused: INC-0001 is about another service than this manifest.',
    ],
    [
      'a live plan came into force over a drill',
      { ...now(declared), plan: { ...hospital, mode: 'live' as const } },
      command,
      'refused: INC-0001 is a drill incident, and the plan in force is live. Stand it down first.',
    ],
    [
      'a run is going on',
      now(started),
      command,
      'refused: RUN-0001 is still running on sign-in. Stop it or let it end first.',
    ],
    [
      'the incident is resolved',
      now(outage),
      command,
      'refused: INC-0001 is resolved. Declare a new incident if it is back.',
    ],
    [
      'there is no incident',
      now(declared),
      { ...command, incident: 'INC-9' },
      'not-found: The journal holds no incident "INC-9".',
    ],
  ])('is refused when %s', (_why, circumstances, wanted, words) => {
    expect(refusal(() => startRun(circumstances, wanted))).toBe(words);
  });
});

describe('stopping a run', () => {
  const sending = happened(seconds(41), 'run.sending', { run, step: 'restart', endpoints: ['ws-1', 'ws-2'] });
  test('states what is in flight and what was never sent', () => {
    const [event, ...more] = stopRun(now([...started, sending]), { run });
    expect([event?.type, event?.data, more]).toEqual([
      'run.stop-requested',
      { run, inFlight: 2, unsent: 8 },
      [],
    ]);
  });
  test('twice is once; an ended or unknown run refuses', () => {
    const asked = stopRun(now(started), { run });
    expect([
      stopRun(now([...started, ...asked]), { run }),
      refusal(() => stopRun(now(outage), { run })),
      refusal(() => stopRun(now(started), { run: 'RUN-9' })),
    ]).toEqual([[], 'refused: RUN-0001 has ended already.', 'not-found: The journal holds no run "RUN-9".']);
  });
  test("asks for nobody's name, and says that nobody had signed in", () => {
    const [event] = stopRun(now(started, null), { run });
    expect([event?.actor, event?.data]).toEqual([
      'console',
      { run, inFlight: 0, unsent: 10, unsigned: true },
    ]);
  });
});
