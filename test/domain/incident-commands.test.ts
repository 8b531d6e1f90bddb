import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import * as commands from '../../src/domain/incident/commands';
import { hospital, seconds, signIn } from '../helpers/hospital';
import { broken, declared, outage, signedIn } from '../helpers/outage';
import { worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';

/** Maria at the console, on these events, at this second. */
const now = (events: readonly NewEvent[], at = 100, operator: string | null = 'maria') => ({
  world: worldOf(events),
  plan: hospital,
  at: seconds(at),
  operator,
});

const incident = 'INC-0001';
const sev1 = { service: 'sign-in', severity: 'SEV-1' } as const;

describe('taking command', () => {
  test('that nobody has is on the record', () => {
    expect(commands.takeCommand(now(declared.slice(0, -1), 40, 'jon'), { incident })).toEqual([
      {
        type: 'command.taken',
        stream: 'incident/INC-0001',
        occurredAt: seconds(40),
        actor: 'person:jon',
        data: { incident, person: 'jon' },
      },
    ]);
  });
  test('is refused to whoever has it, on a resolved incident, and on one that never was', () => {
    expect([
      refusal(() => commands.takeCommand(now(declared), { incident })),
      refusal(() => commands.takeCommand(now(outage), { incident })),
      refusal(() => commands.takeCommand(now(declared), { incident: 'INC-9' })),
    ]).toEqual([
      'refused: You are already the Incident Commander.',
      'refused: INC-0001 is resolved. Declare a new incident if it is back.',
      'not-found: The journal holds no incident "INC-9".',
    ]);
  });
});

describe('severity', () => {
  const sev3 = declared.map((event) =>
    event.type === 'incident.declared'
      ? { ...event, data: { ...event.data, severity: 'SEV-3' as const } }
      : event,
  );
  test('is raised, with what it was', () => {
    const [event] = commands.raiseSeverity(now(sev3), { incident, severity: 'SEV-1' });
    expect(event?.data).toEqual({ incident, from: 'SEV-3', to: 'SEV-1' });
  });
  test('never goes down or stays while the incident is open, and a resolved incident refuses a new one', () => {
    const raise = (events: readonly NewEvent[], severity: 'SEV-1' | 'SEV-3' | 'SEV-5') =>
      refusal(() => commands.raiseSeverity(now(events), { incident, severity }));
    expect([raise(sev3, 'SEV-3'), raise(sev3, 'SEV-5'), raise(outage, 'SEV-1')]).toEqual([
      'refused: INC-0001 is SEV-3. Severity is only ever raised while an incident is open.',
      'refused: INC-0001 is SEV-3. Severity is only ever raised while an incident is open.',
      'refused: INC-0001 is resolved. Declare a new incident if it is back.',
    ]);
  });
});

describe('the impact start', () => {
  const correct = (events: readonly NewEvent[], impactStart: number) =>
    commands.correctImpactStart(now(events), { incident, impactStart });
  test('is corrected with both moments on the record, and is a person’s word from then on', () => {
    const events = correct(declared, seconds(3));
    const after = worldOf([...declared, ...events]).incidents[incident];
    expect([events[0]?.data, after?.impactStart, after?.impactStartFrom]).toEqual([
      { incident, from: seconds(20), to: seconds(3) },
      seconds(3),
      'person',
    ]);
  });
  test('lies neither in the future nor after the verification, and a resolved incident keeps it', () => {
    const verified = outage.slice(0, -2);
    expect([
      refusal(() => correct(declared, seconds(101))),
      refusal(() => correct(verified, seconds(76))),
      refusal(() => correct(outage, seconds(3))),
    ]).toEqual([
      'refused: Impact cannot start in the future. Give the moment people first felt it.',
      'refused: Impact cannot start after the service was verified. Give the moment people first felt it.',
      'refused: INC-0001 is resolved. Declare a new incident if it is back.',
    ]);
  });
});

describe('notes', () => {
  const write = (events: readonly NewEvent[], text: string) =>
    commands.writeNote(now(events), { incident, text });
  test('are trimmed, and a resolved incident takes late ones', () => {
    expect([write(declared, ' vendor called \n'), write(outage, 'x')].map(([event]) => event?.data)).toEqual([
      { incident, text: 'vendor called' },
      { incident, text: 'x' },
    ]);
  });
  test('need words, at most 2,000 characters of them, a writer and an incident', () => {
    expect([
      refusal(() => write(declared, ' \n ')),
      refusal(() => write(declared, 'x'.repeat(2001))),
      refusal(() => write(declared, 'x'.repeat(2000))),
      refusal(() => commands.writeNote(now(declared, 1, null), { incident, text: 'x' })),
      refusal(() => write(broken, 'x')),
    ]).toEqual([
      'refused: A note needs words.',
      'refused: A note holds 2,000 characters; this one has 2001. Split it.',
      'accepted',
      'refused: Say who you are before you write a note.',
      'not-found: The journal holds no incident "INC-0001".',
    ]);
  });
});

test('commands change nothing of what they decide on', () => {
  const circumstances = now(declared);
  const before = structuredClone(circumstances.world);
  commands.writeNote(circumstances, { incident, text: 'x' });
  commands.declare(now(broken), sev1);
  expect([circumstances.world, signIn.id, signedIn('maria').type]).toEqual([
    before,
    'sign-in',
    'operator.signed-in',
  ]);
});
