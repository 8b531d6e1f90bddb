import { expect, test } from 'vitest';
import { impactWords } from '../../src/domain/views/impact';
import { leftOpen } from '../../src/domain/views/left-open';
import { sentences } from '../../src/domain/views/words';
import { seconds, signIn } from '../helpers/hospital';
import { declared } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const incident = 'INC-0001';

test('what is still open is counted: tasks that nobody closed, questions and follow-ups that were marked', () => {
  const task = (id: string) =>
    happened(seconds(40), 'task.given', { incident, task: id, owner: 'jon', text: 'x', dueAt: seconds(90) });
  const note = (kind: 'question' | 'follow-up' | 'decision') =>
    happened(seconds(41), 'note.written', { incident, text: 'x', kind });
  const closed = happened(seconds(42), 'task.closed', { incident, task: 'TASK-1', result: 'done' });
  const of = (...events: Parameters<typeof worldOf>[0]) => {
    const state = worldOf([...declared, ...events]).incidents[incident];
    return state && leftOpen(state);
  };
  expect([
    of(),
    of(
      task('TASK-1'),
      task('TASK-2'),
      closed,
      note('question'),
      note('follow-up'),
      note('follow-up'),
      note('decision'),
    ),
  ]).toEqual([
    { tasks: 0, questions: 0, followUps: 0 },
    { tasks: 1, questions: 1, followUps: 2 },
  ]);
});

test('sentences are joined with one full stop between them, and none after a question', () => {
  expect([sentences('Divert ambulances?', 'Risk: delays', ''), sentences('divert', 'Plan B: hold')]).toEqual([
    'Divert ambulances? Risk: delays',
    'divert. Plan B: hold',
  ]);
});

test('a point of the impact analysis that says none says nothing', () => {
  const [point] = signIn.impact;
  if (!point) throw new Error('no impact');
  expect([
    impactWords({ ...point, operations: 'new sign-ins fail', safety: 'none' }),
    impactWords({ ...point, operations: '-', safety: 'None.' }),
  ]).toEqual(['new sign-ins fail', '']);
});
