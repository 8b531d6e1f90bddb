import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { takeCommand } from '../../src/domain/incident/commands';
import { acceptHandover, endHandover, offerHandover } from '../../src/domain/incident/handover-commands';
import { seconds } from '../helpers/hospital';
import { declared, outage } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';
import { at, incident, said } from '../helpers/staffed';

const handover = 'HANDOVER-9';
const offered: readonly NewEvent[] = [
  ...declared,
  happened(
    seconds(50),
    'handover.offered',
    { incident, handover, from: 'maria', to: 'jon', briefing: 'all quiet' },
    'person:maria',
  ),
];
const accept = (
  events: readonly NewEvent[],
  person: string,
  proof: 'none' | 'pin' = 'pin',
  mode: 'drill' | 'live' = 'drill',
) => {
  const now = at(events, 60, 'maria');
  return acceptHandover({ ...now, plan: { ...now.plan, mode } }, { incident, handover, person, proof });
};
const end = (
  events: readonly NewEvent[],
  operator: string,
  how: 'declined' | 'withdrawn',
  because?: string,
) => endHandover(at(events, 60, operator), { incident, handover, how, because });

describe('taking command', () => {
  const take = (operator: string, reason?: string, events: readonly NewEvent[] = declared) =>
    takeCommand(at(events, 60, operator), { incident, reason });
  test('that is vacant is open to anybody', () => {
    expect(said(take('joanna', undefined, declared.slice(0, -1)))).toEqual([
      { type: 'command.taken', data: { incident, person: 'joanna' } },
    ]);
  });
  test('from somebody takes the office by the plan and a reason, and is on the record with both', () => {
    expect(said(take('ravi.patel', ' no answer\nfor ten minutes '))).toEqual([
      {
        type: 'command.taken',
        data: { incident, person: 'ravi.patel', from: 'maria', reason: 'no answer for ten minutes' },
      },
    ]);
  });
  test('from somebody is refused without the office or without a reason, and says to ask for a handover', () => {
    expect([
      refusal(() => take('jon', 'no answer')),
      refusal(() => take('ravi.patel')),
      refusal(() => take('ravi.patel', ' ')),
    ]).toEqual([
      'refused: Maria Chen commands INC-0001. Ask for a handover: only an Incident Commander or Deputy of the plan relieves without one.',
      'refused: Maria Chen commands INC-0001. Ask for a handover, or give a reason to relieve them without one.',
      'refused: Maria Chen commands INC-0001. Ask for a handover, or give a reason to relieve them without one.',
    ]);
  });
  test('from somebody whom the plan no longer names is open to anybody: nobody can ask them', () => {
    const gone = happened(
      seconds(40),
      'command.taken',
      { incident, person: 'bob', from: 'maria' },
      'person:bob',
    );
    expect(said(take('jon', undefined, [...declared, gone]))).toEqual([
      { type: 'command.taken', data: { incident, person: 'jon', from: 'bob' } },
    ]);
  });
  test('ends an offer that is open, and the deputy who commands is deputy no more', () => {
    const deputy = happened(seconds(51), 'role.assigned', { incident, role: 'deputy', person: 'ravi.patel' });
    const events = take('ravi.patel', 'no answer', [...offered, deputy]);
    const after = worldOf([...offered, deputy, ...events]).incidents[incident];
    expect([events.map((event) => event.type), after?.commander, after?.roles, after?.handover]).toEqual([
      ['handover.ended', 'command.taken', 'role.vacated'],
      'ravi.patel',
      {},
      null,
    ]);
  });
});

describe('a handover', () => {
  test('is offered by the Incident Commander with the briefing as it is now', () => {
    const [event] = offerHandover(at(declared, 50, 'maria'), { incident, to: 'jon' });
    expect(event).toEqual({
      type: 'handover.offered',
      stream: 'incident/INC-0001',
      occurredAt: seconds(50),
      actor: 'person:maria',
      data: {
        ...{ incident, handover: `HANDOVER-${declared.length + 1}`, from: 'maria', to: 'jon' },
        briefing: expect.stringMatching(/^Situation\n- INC-0001 is SEV-1, drill: Clinical sign-in is down\n/),
      },
    });
  });
  test('that is accepted passes command in the same moment, in the name of who accepts', () => {
    const events = accept(offered, 'jon');
    const after = worldOf([...offered, ...events]).incidents[incident];
    expect([said(events), events.map((event) => event.actor), after?.commander, after?.handover]).toEqual([
      [
        { type: 'handover.ended', data: { incident, handover, how: 'accepted' } },
        { type: 'command.taken', data: { incident, person: 'jon', from: 'maria' } },
      ],
      ['person:jon', 'person:jon'],
      'jon',
      null,
    ]);
  });
  test('is declined by the other party or withdrawn by whoever offered it, and command stays', () => {
    const ended = [end(offered, 'jon', 'declined', 'in theatre'), end(offered, 'maria', 'withdrawn')];
    expect([
      ended.flatMap(said),
      worldOf([...offered, ...(ended[0] ?? [])]).incidents[incident]?.commander,
    ]).toEqual([
      [
        { type: 'handover.ended', data: { incident, handover, how: 'declined', because: 'in theatre' } },
        { type: 'handover.ended', data: { incident, handover, how: 'withdrawn' } },
      ],
      'maria',
    ]);
  });
  test('is accepted without a PIN only by who has none, and never in a live plan', () => {
    const enrolled = happened(seconds(51), 'operator.enrolled', { person: 'jon' });
    expect([
      refusal(() => accept(offered, 'jon', 'none')),
      refusal(() => accept([...offered, enrolled], 'jon', 'none')),
      refusal(() => accept(offered, 'jon', 'none', 'live')),
      refusal(() => accept([...offered, enrolled], 'jon', 'pin', 'live')),
    ]).toEqual([
      'accepted',
      'refused: Jon Ade accepts with their own PIN.',
      'refused: Jon Ade accepts with their own PIN.',
      'accepted',
    ]);
  });
  const offer = (operator: string, to: string, events: readonly NewEvent[] = declared) =>
    offerHandover(at(events, 60, operator), { incident, to });
  test.each([
    [
      'offered by somebody else',
      () => offer('jon', 'ana'),
      'refused: Only the Incident Commander hands over command. A vacant command you may take.',
    ],
    [
      'offered to oneself',
      () => offer('maria', 'maria'),
      'refused: Command is handed over to somebody else.',
    ],
    [
      'offered to an observer of the plan',
      () => offer('maria', 'eve'),
      'refused: Eve Roe is an observer by the plan. Offer command to somebody who acts.',
    ],
    [
      'offered to nobody in the plan',
      () => offer('maria', 'bob'),
      'not-found: The plan names no person "bob". It names: maria, jon, eve, ravi.patel, ana, joanna.',
    ],
    [
      'offered while another offer is open',
      () => offer('maria', 'ana', offered),
      'refused: Command is offered to Jon Ade already. Withdraw that offer first.',
    ],
    [
      'offered in an incident that is over',
      () => offer('maria', 'jon', outage),
      'refused: INC-0001 is resolved. Declare a new incident if it is back.',
    ],
    [
      'accepted by another',
      () => accept(offered, 'ana'),
      'refused: Command is offered to Jon Ade. Only they accept it.',
    ],
    [
      'accepted when none is open',
      () => accept(declared, 'jon'),
      'not-found: INC-0001 has no open offer "HANDOVER-9". It was answered or withdrawn.',
    ],
    [
      'declined by who offered it',
      () => end(offered, 'maria', 'declined'),
      'refused: Only the one to whom command is offered declines it. Whoever offered it withdraws it.',
    ],
    [
      'withdrawn by the other party',
      () => end(offered, 'jon', 'withdrawn'),
      'refused: Only the one who offered command withdraws it. The other party declines it.',
    ],
  ])('%s is refused', (_what, act, words) => {
    expect(refusal(act)).toBe(words);
  });
});
