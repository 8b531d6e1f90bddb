import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { briefingOf } from '../../src/domain/incident/briefing';
import { writeScribe } from '../../src/domain/incident/write-scribe';
import { leftOpen } from '../../src/domain/views/left-open';
import { waitingIn } from '../../src/domain/views/waiting';
import { exportOf } from '../helpers/exported';
import { seconds } from '../helpers/hospital';
import { declared } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';
import { at, incident, said, staffed } from '../helpers/staffed';

const asked = ['who has the vendor', 'are kiosks safe'].map((text, index) =>
  happened(seconds(40 + index), 'note.written', { incident, text, kind: 'question' }, 'person:maria'),
);
const decided = happened(
  seconds(39),
  'note.written',
  { incident, text: 'x', kind: 'decision' },
  'person:jon',
);
const both = [...declared, decided, ...asked];
const write = (text: string, events: readonly NewEvent[] = both, operator: string | null = 'jon') =>
  writeScribe(at(events, 100, operator), { incident, text });
const answered = [...both, ...write('= 1 Ravi, on line 2')];
const waiting = (events: readonly NewEvent[]) =>
  waitingIn(staffed, worldOf(events), incident, seconds(100)).flatMap((each) =>
    each.kind === 'question' ? [each.question] : [],
  );

describe('a question', () => {
  test('is answered by its number, in the order asked, and the answer says what was asked', () => {
    expect([said(write('= 2 yes, since noon')), said(write('=1 12:30 UTC they call'))]).toEqual([
      [
        {
          type: 'question.answered',
          data: { incident, question: 'QUESTION-2', asked: 'are kiosks safe', text: 'yes, since noon' },
        },
      ],
      [
        {
          type: 'question.answered',
          data: {
            incident,
            question: 'QUESTION-1',
            asked: 'who has the vendor',
            text: '12:30 UTC they call',
          },
        },
      ],
    ]);
  });
  test('needs no number when it is the only one that is open', () => {
    expect(said(write('= yes', answered))).toEqual([
      {
        type: 'question.answered',
        data: { incident, question: 'QUESTION-2', asked: 'are kiosks safe', text: 'yes' },
      },
    ]);
  });
  test('waits until it is answered, and is then no longer counted as open', () => {
    const state = (events: readonly NewEvent[]) => {
      const known = worldOf(events).incidents[incident];
      return known && leftOpen(known).questions;
    };
    expect([waiting(both), state(both), waiting(answered), state(answered)]).toEqual([
      ['QUESTION-1', 'QUESTION-2'],
      2,
      ['QUESTION-2'],
      1,
    ]);
  });
  test('stands with its answer in the briefing and in the report', () => {
    const circumstances = at(answered, 120, 'jon');
    const { actions, openDecisions } = briefingOf(
      circumstances.plan,
      circumstances.world,
      incident,
      circumstances.at,
    );
    const words =
      '12:00:40 UTC asked by Maria Chen: who has the vendor. Answered by Jon Ade 12:01:40 UTC: Ravi, on line 2';
    expect([
      actions.includes(words),
      openDecisions,
      exportOf(answered)
        .markdown.split('\n')
        .filter((each) => each.includes('| question |')),
    ]).toEqual([
      true,
      ['12:00:41 UTC asked by Maria Chen: are kiosks safe'],
      [
        '| 12:00:40.000 | question | who has the vendor. Jon Ade answered 12:01:40.000: Ravi, on line 2 | Maria Chen |',
        '| 12:00:41.000 | question | are kiosks safe | Maria Chen |',
      ],
    ]);
  });
  test('may be answered by whoever may ask one, also an observer', () => {
    expect([refusal(() => write('= 1 x', both, 'eve')), refusal(() => write('= 1 x', both, null))]).toEqual([
      'accepted',
      'refused: Say who you are before you answer a question.',
    ]);
  });
  test.each([
    ['= yes', both, 'Say which: "= 1 the answer". Open: 1 who has the vendor; 2 are kiosks safe.'],
    ['= 3 yes', both, 'There is no question 3. Open: 1 who has the vendor; 2 are kiosks safe.'],
    ['= 0 yes', both, 'There is no question 0. Open: 1 who has the vendor; 2 are kiosks safe.'],
    ['= 1 no', answered, 'Question 1 is answered: Ravi, on line 2. Add what is new with a note.'],
    ['= yes', declared, 'No question is open in INC-0001.'],
    ['=', both, '= needs words behind it, such as "= 1 Joanna, at the front desk".'],
    ['= 2', both, '= needs words behind it, such as "= 1 Joanna, at the front desk".'],
    [
      '= 1 x',
      [...both, happened(seconds(60), 'incident.resolved', { incident })],
      'INC-0001 is resolved. Declare a new incident if it is back.',
    ],
  ])('%j is refused with what would be right', (line, events, words) => {
    expect(refusal(() => write(line, events))).toBe(`refused: ${words}`);
  });
});
