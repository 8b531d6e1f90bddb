import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { closeTask, dueTasks, extendTask, giveTask } from '../../src/domain/incident/task-commands';
import { seconds } from '../helpers/hospital';
import { declared, outage } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';
import { at, incident, said } from '../helpers/staffed';

const given = (task: string, dueAt: number, on = incident): NewEvent =>
  happened(
    seconds(50),
    'task.given',
    { incident: on, task, owner: 'ana', text: 'tell the wards', dueAt },
    'person:maria',
  );
const events: readonly NewEvent[] = [
  ...declared,
  given('TASK-1', seconds(100)),
  given('TASK-2', seconds(200)),
];
const due = (all: readonly NewEvent[], second: number) =>
  said(dueTasks({ world: worldOf(all), at: seconds(second) }));
const task = 'TASK-1';

describe('a task', () => {
  test('is numbered on within its incident and remembers who gave it', () => {
    const [event] = giveTask(at(events, 60, 'jon'), { incident, owner: 'ana', forMs: 60_000, text: ' x ' });
    const after = worldOf([...events, ...(event ? [event] : [])]).incidents[incident]?.tasks['TASK-3'];
    expect(after).toEqual({
      ...{ id: 'TASK-3', owner: 'ana', givenBy: 'jon', text: 'x', givenAt: seconds(60), dueAt: seconds(120) },
      ...{ calledBackAt: null, result: null, closedAt: null },
    });
  });
  test('is called back once when its time is up, by the console', () => {
    const [called] = dueTasks({ world: worldOf(events), at: seconds(100) });
    expect([due(events, 99), called, due([...events, ...(called ? [called] : [])], 150)]).toEqual([
      [],
      {
        type: 'task.called-back',
        stream: 'incident/INC-0001',
        occurredAt: seconds(100),
        actor: 'console',
        data: { incident, task },
      },
      [],
    ]);
  });
  test('that is closed, or of an incident that is over, is never called back', () => {
    const closed = closeTask(at(events, 60, 'ana'), { incident, task, result: 'done' });
    const over = [...outage, given('TASK-1', seconds(100))];
    expect([due([...events, ...closed], 150), due(over, 150)]).toEqual([[], []]);
  });
  test('gets more time from its due time, or from now when that has passed, and is called back anew', () => {
    const called = dueTasks({ world: worldOf(events), at: seconds(100) });
    const late = extendTask(at([...events, ...called], 150, 'ana'), { incident, task, byMs: 60_000 });
    expect([
      said(extendTask(at(events, 60, 'ana'), { incident, task, byMs: 60_000 })),
      said(late),
      due([...events, ...called, ...late], 210).length,
    ]).toEqual([
      [{ type: 'task.extended', data: { incident, task, dueAt: seconds(160) } }],
      [{ type: 'task.extended', data: { incident, task, dueAt: seconds(210) } }],
      2,
    ]);
  });
  test('may still be closed when the incident is over', () => {
    const over = [...outage, given('TASK-1', seconds(100))];
    expect(said(closeTask(at(over, 300, 'ana'), { incident, task, result: 'dropped' }))).toEqual([
      { type: 'task.closed', data: { incident, task, result: 'dropped' } },
    ]);
  });
  test.each([
    ['for nobody in the plan', { owner: 'bob' }, /^not-found: The plan names no person "bob"/],
    [
      'for an observer',
      { owner: 'eve' },
      /^refused: Eve Roe observes\. Give the task to somebody who acts\./,
    ],
    ['without words', { text: ' \u0000 ' }, /^refused: A task needs words\./],
    ['for no time', { forMs: 0 }, /^refused: A time-box is from 1 s to 24 h/],
    ['for ever', { forMs: Number.POSITIVE_INFINITY }, /^refused: A time-box is from 1 s to 24 h/],
    ['for a share of a millisecond', { forMs: 1000.5 }, /^refused: A time-box is from 1 s to 24 h/],
    ['in an incident that never was', { incident: '__proto__' }, /^not-found: The journal holds no incident/],
  ])('is refused %s', (_what, change, words) => {
    const command = { incident, owner: 'ana', forMs: 60_000, text: 'x', ...change };
    expect(refusal(() => giveTask(at(events, 60, 'jon'), command))).toMatch(words);
  });
  test('that is closed, or never was, is neither closed nor extended', () => {
    const closed = [...events, ...closeTask(at(events, 60, 'ana'), { incident, task, result: 'done' })];
    const close = (id: string) =>
      refusal(() => closeTask(at(closed, 70, 'jon'), { incident, task: id, result: 'done' }));
    const extend = refusal(() => extendTask(at(closed, 70, 'jon'), { incident, task, byMs: 1000 }));
    expect([close(task), close('constructor'), extend]).toEqual([
      'refused: TASK-1 is done already. Give a new task.',
      'not-found: INC-0001 has no task "constructor".',
      'refused: TASK-1 is done already. Give a new task.',
    ]);
  });
});
