import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { makeDecision, objectToDecision, proposeDecision } from '../../src/domain/incident/decision-commands';
import { dueDecisions } from '../../src/domain/incident/due-decisions';
import { seconds } from '../helpers/hospital';
import { declared } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';
import { at, incident, said, staffed } from '../helpers/staffed';

const decision = 'DECISION-1';
const ask = (owner: string) =>
  happened(
    seconds(50),
    'decision.proposed',
    { incident, decision, proposal: 'fail over', risk: '', planB: '', owner, dueAt: seconds(110) },
    'person:jon',
  );
const asked = (owner: string): readonly NewEvent[] => [...declared, ask(owner)];
const due = (events: readonly NewEvent[], second: number) =>
  dueDecisions({ world: worldOf(events), plan: staffed, at: seconds(second) });

describe('a decision', () => {
  test('is put to one person with a risk, a plan B and a time-box', () => {
    const command = {
      incident,
      proposal: 'fail\nover',
      risk: 'split brain',
      planB: '',
      owner: 'ana',
      timeBoxMs: 60_000,
    };
    expect(said(proposeDecision(at(declared, 50, 'jon'), command))).toEqual([
      {
        type: 'decision.proposed',
        data: {
          ...{ incident, decision, proposal: 'fail over', risk: 'split brain', planB: '', owner: 'ana' },
          dueAt: seconds(110),
        },
      },
    ]);
  });
  test('is made by its owner or the Incident Commander, with the objections that stand', () => {
    const events = [
      ...asked('ana'),
      ...objectToDecision(at(asked('ana'), 60, 'jon'), { incident, decision, objection: 'too early' }),
    ];
    const made = ['ana', 'maria'].flatMap((person) =>
      said(makeDecision(at(events, 70, person), { incident, decision, verdict: 'go' })),
    );
    const data = { incident, decision, verdict: 'go', objections: 1 };
    expect(made).toEqual([
      { type: 'decision.made', data },
      { type: 'decision.made', data },
    ]);
  });
  test('passes to the next in the order of succession when its time is up, with as much time again', () => {
    const [first] = due(asked('maria'), 110);
    const once = [...asked('maria'), ...(first ? [first] : [])];
    const [second] = due(once, 170);
    expect([due(asked('maria'), 109), first?.actor, first?.data, due(once, 169), second?.data]).toEqual([
      [],
      'console',
      { incident, decision, from: 'maria', to: 'ravi.patel', dueAt: seconds(170) },
      [],
      { incident, decision, from: 'ravi.patel', to: 'ana', dueAt: seconds(230) },
    ]);
  });
  test.each([
    ['from the middle of the order it goes on below, then above', 'ravi.patel', ['ana', 'maria']],
    ['from outside the order it begins at the top', 'jon', ['maria', 'ravi.patel', 'ana']],
    ['an observer at the end of the order is never asked', 'ana', ['maria', 'ravi.patel']],
  ])('%s, and stays with the last, overdue', (_what, owner, passes) => {
    let events = asked(owner);
    const to: string[] = [];
    for (let round = 1; round < 10; round += 1) {
      const passed = due(events, 50 + round * 60);
      for (const event of passed) if (event.type === 'decision.passed') to.push(event.data.to);
      events = [...events, ...passed];
    }
    expect(to).toEqual(passes);
  });
  test('that is made passes to nobody', () => {
    const made = makeDecision(at(asked('maria'), 60, 'maria'), { incident, decision, verdict: 'no-go' });
    expect(due([...asked('maria'), ...made], 500)).toEqual([]);
  });
  test('stays where it is when the plan no longer has the service', () => {
    const plan = { ...staffed, services: [] };
    expect(dueDecisions({ world: worldOf(asked('maria')), plan, at: seconds(500) })).toEqual([]);
  });
  test.each([
    [
      'by somebody else',
      () => makeDecision(at(asked('ana'), 60, 'jon'), { incident, decision, verdict: 'go' }),
      'refused: DECISION-1 waits for Ana Silva. They decide, or the Incident Commander.',
    ],
    [
      'by an observer',
      () => makeDecision(at(asked('ana'), 60, 'eve'), { incident, decision, verdict: 'go' }),
      'refused: Eve Roe observes, and an observer writes notes only. Let somebody else decide.',
    ],
    [
      'that never was',
      () => makeDecision(at(declared, 60, 'maria'), { incident, decision: '__proto__', verdict: 'go' }),
      'not-found: INC-0001 has no decision "__proto__".',
    ],
    [
      'put to an observer',
      () =>
        proposeDecision(at(declared, 60, 'jon'), {
          incident,
          proposal: 'x',
          risk: '',
          planB: '',
          owner: 'eve',
          timeBoxMs: 60_000,
        }),
      'refused: Eve Roe observes. Name somebody who decides.',
    ],
    [
      'without words',
      () =>
        proposeDecision(at(declared, 60, 'jon'), {
          incident,
          proposal: ' ',
          risk: '',
          planB: '',
          owner: 'ana',
          timeBoxMs: 60_000,
        }),
      'refused: A proposal needs words.',
    ],
  ])('%s is refused', (_what, act, words) => {
    expect(refusal(act)).toBe(words);
  });
  test('is made once, and takes one objection of each person', () => {
    const made = [
      ...asked('ana'),
      ...makeDecision(at(asked('ana'), 60, 'ana'), { incident, decision, verdict: 'no-go' }),
    ];
    const objected = [
      ...asked('ana'),
      ...objectToDecision(at(asked('ana'), 60, 'jon'), { incident, decision, objection: 'no' }),
    ];
    expect([
      refusal(() => makeDecision(at(made, 70, 'ana'), { incident, decision, verdict: 'go' })),
      refusal(() => objectToDecision(at(made, 70, 'jon'), { incident, decision, objection: 'x' })),
      refusal(() => objectToDecision(at(objected, 70, 'jon'), { incident, decision, objection: 'x' })),
    ]).toEqual([
      'refused: DECISION-1 is decided already: no-go.',
      'refused: DECISION-1 is decided already: no-go.',
      'refused: Your objection stands already. Add what is new with a note.',
    ]);
  });
});
