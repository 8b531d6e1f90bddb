import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import * as commands from '../../src/domain/incident/commands';
import { assignRole } from '../../src/domain/incident/role-commands';
import { spanOfControl } from '../../src/domain/incident/span-of-control';
import { seconds } from '../helpers/hospital';
import { broken, declared } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';
import { at, incident, said } from '../helpers/staffed';

const holds = (role: string, person: string): NewEvent =>
  happened(seconds(40), 'role.assigned', { incident, role, person }, 'person:maria');
const assign = (events: readonly NewEvent[], operator: string, role: string, person: string | null) =>
  assignRole(at(events, 60, operator), { incident, role, person });
const vacant = declared.slice(0, -1);

describe('a role', () => {
  test('is given by the Incident Commander and the Deputy, and taken by anybody when it is vacant', () => {
    const withDeputy = [...declared, holds('deputy', 'jon')];
    const given = { type: 'role.assigned', data: { incident, role: 'scribe', person: 'ana' } };
    expect([
      said(assign(declared, 'maria', 'scribe', 'ana')),
      said(assign(withDeputy, 'jon', 'scribe', 'ana')),
      said(assign(vacant, 'ana', 'scribe', 'ana')),
    ]).toEqual([[given], [given], [given]]);
  });
  test('that somebody holds goes to another with who had it, and is held by one at a time', () => {
    const events = [...declared, holds('scribe', 'jon')];
    const [event] = assign(events, 'maria', 'scribe', 'ana');
    expect([event?.data, worldOf([...events, ...(event ? [event] : [])]).incidents[incident]?.roles]).toEqual(
      [{ incident, role: 'scribe', person: 'ana', from: 'jon' }, { scribe: 'ana' }],
    );
  });
  test('is left by whoever holds it, and vacated by whoever leads', () => {
    const events = [...declared, holds('scribe', 'jon')];
    const left = { type: 'role.vacated', data: { incident, role: 'scribe', person: 'jon' } };
    const vacated = assign(events, 'maria', 'scribe', null);
    expect([
      said(assign(events, 'jon', 'scribe', null)),
      said(vacated),
      worldOf([...events, ...vacated]).incidents[incident]?.roles,
    ]).toEqual([[left], [left], {}]);
  });
  test.each([
    [
      'given by one who does not lead',
      () => assign(declared, 'ana', 'scribe', 'jon'),
      'refused: The Incident Commander or the Deputy gives roles. A vacant one you may take yourself.',
    ],
    [
      'taken from somebody',
      () => assign([...declared, holds('scribe', 'jon')], 'ana', 'scribe', 'ana'),
      'refused: The Incident Commander or the Deputy gives roles. A vacant one you may take yourself.',
    ],
    [
      'vacated by one who neither leads nor holds it',
      () => assign([...declared, holds('scribe', 'jon')], 'ana', 'scribe', null),
      'refused: The Incident Commander, the Deputy or whoever is Scribe vacates it.',
    ],
    [
      'vacated when nobody holds it',
      () => assign(declared, 'maria', 'scribe', null),
      'refused: Scribe is vacant already.',
    ],
    [
      'given to whoever has it',
      () => assign([...declared, holds('scribe', 'jon')], 'maria', 'scribe', 'jon'),
      'refused: Jon Ade is Scribe already.',
    ],
    [
      'given to nobody in the plan',
      () => assign(declared, 'maria', 'scribe', 'bob'),
      'not-found: The plan names no person "bob". It names: maria, jon, eve, ravi.patel, ana, joanna.',
    ],
    [
      'that is command',
      () => assign(declared, 'maria', 'incident-commander', 'jon'),
      'refused: Command is not given as a role. Take command, or offer a handover.',
    ],
    [
      'that does not exist',
      () => assign(declared, 'maria', '__proto__', 'jon'),
      'refused: There is no role "__proto__" in a command. There are: deputy, scribe, operations-lead, communications-lead, liaison, observer.',
    ],
    [
      'of deputy given to the commander',
      () => assign(declared, 'maria', 'deputy', 'maria'),
      'refused: Maria Chen commands INC-0001. Name somebody else as Deputy.',
    ],
    [
      'given to an observer of the plan',
      () => assign(declared, 'maria', 'scribe', 'eve'),
      'refused: Eve Roe is an observer by the plan. Name somebody else as Scribe.',
    ],
    [
      'given to who observes here',
      () => assign([...declared, holds('observer', 'jon')], 'maria', 'scribe', 'jon'),
      'refused: Jon Ade observes. Vacate that role first.',
    ],
    [
      'of observer given to who has another',
      () => assign([...declared, holds('scribe', 'jon')], 'maria', 'observer', 'jon'),
      'refused: Jon Ade is Scribe. An observer holds no other role: vacate it first.',
    ],
  ])('%s is refused', (_what, act, words) => {
    expect(refusal(act)).toBe(words);
  });
});

describe('an observer', () => {
  const observing = [...declared, holds('observer', 'jon')];
  const acts: readonly (readonly [string, (operator: string) => unknown])[] = [
    [
      'raise the severity',
      (by) => commands.raiseSeverity(at(observing, 60, by), { incident, severity: 'SEV-1' }),
    ],
    [
      'correct the impact start',
      (by) => commands.correctImpactStart(at(observing, 60, by), { incident, impactStart: seconds(1) }),
    ],
    ['stand down', (by) => commands.standDown(at(observing, 60, by), { incident, reason: 'x' })],
    ['give a role', (by) => assign(observing, by, 'scribe', by)],
    ['vacate a role', (by) => assign(observing, by, 'observer', null)],
  ];
  test.each(acts)('does not %s, by the plan or by their role in the incident', (words, act) => {
    expect([refusal(() => act('eve')), refusal(() => act('jon'))]).toEqual(
      ['Eve Roe', 'Jon Ade'].map(
        (name) => `refused: ${name} observes, and an observer writes notes only. Let somebody else ${words}.`,
      ),
    );
  });
  test('by the plan neither declares nor takes a vacant command', () => {
    const declare = () => commands.declare(at(broken, 25, 'eve'), { service: 'sign-in', severity: 'SEV-1' });
    expect([
      refusal(declare),
      refusal(() => commands.takeCommand(at(vacant, 31, 'eve'), { incident })),
    ]).toEqual([
      'refused: Eve Roe observes, and an observer writes notes only. Let somebody else declare an incident.',
      'refused: Eve Roe observes, and an observer writes notes only. Let somebody else take command.',
    ]);
  });
  test('by a role in the incident may take a vacant command, and observes no more', () => {
    const left = [...vacant, holds('observer', 'jon')];
    const events = commands.takeCommand(at(left, 60, 'jon'), { incident });
    expect([said(events), worldOf([...left, ...events]).incidents[incident]?.roles]).toEqual([
      [
        { type: 'command.taken', data: { incident, person: 'jon' } },
        { type: 'role.vacated', data: { incident, role: 'observer', person: 'jon' } },
      ],
      {},
    ]);
  });
});

test('the span of control counts everyone with a role or an open task once, and says when it is beyond seven', () => {
  const task = (owner: string, id: string) =>
    happened(seconds(50), 'task.given', { incident, task: id, owner, text: 'x', dueAt: seconds(100) });
  const few = [
    ...declared,
    holds('scribe', 'jon'),
    task('jon', 'TASK-1'),
    task('maria', 'TASK-2'),
    task('ana', 'TASK-3'),
  ];
  const closed = happened(seconds(60), 'task.closed', { incident, task: 'TASK-3', result: 'done' });
  const many = Array.from({ length: 8 }, (_, index) => task(`p${index}`, `TASK-${index}`));
  const span = (events: readonly NewEvent[]) => {
    const state = worldOf(events).incidents[incident];
    return state && spanOfControl(state);
  };
  expect([span(few), span([...few, closed])?.people, span([...declared, ...many])]).toEqual([
    { people: ['jon', 'ana'], most: 7, isExceeded: false },
    ['jon'],
    { people: expect.objectContaining({ length: 8 }), most: 7, isExceeded: true },
  ]);
});
