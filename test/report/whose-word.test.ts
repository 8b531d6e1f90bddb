import { expect, test } from 'vitest';
import type { EventOf, NewEvent } from '../../src/domain/events';
import { everyAct } from '../helpers/every-act';
import { exportOf } from '../helpers/exported';
import { seconds } from '../helpers/hospital';
import { broken, declared } from '../helpers/outage';
import { happened } from '../helpers/records';

const incident = 'INC-0001';
const sectionOf = (markdown: string, heading: string) =>
  markdown.split(`## ${heading}\n`)[1]?.split('\n## ')[0]?.trim().split('\n') ?? [];
const lineWith = (text: string, words: string) => text.split('\n').find((line) => line.includes(words));
const withAudiences = (event: NewEvent, audiences: EventOf<'incident.declared'>['data']['audiences']) =>
  event.type === 'incident.declared' ? { ...event, data: { ...event.data, audiences } } : event;
const resolved = happened(seconds(200), 'incident.resolved', { incident, unproven: 'false alarm' });
/** Declared by a rule, with nobody at the console. */
const handsFree = declared
  .filter(({ type }) => type !== 'command.taken' && type !== 'operator.signed-in')
  .map((event) =>
    event.type === 'incident.declared'
      ? ({ ...event, actor: 'console', data: { ...event.data, rule: 'half-down' } } as NewEvent)
      : event,
  );

test('an incident in which nobody acted says so, and claims no identity', () => {
  expect(exportOf(handsFree).markdown.split('\n')[6]).toBe(
    'Nobody acted: all of it was done by the console by rule, and nobody had to say who they are.',
  );
});

test('the mark of the authority says on whose word', () => {
  const granted = (ground: string) =>
    everyAct.filter((each) => each.type === 'authority.granted' && each.data.ground === ground);
  const armed = everyAct.filter(({ type }) => type === 'activation.armed');
  const note = (...events: readonly NewEvent[]) =>
    lineWith(exportOf([...declared, ...events]).markdown, '| Authorised |')
      ?.split(' | ')
      .at(-1);
  expect([note(...armed, ...granted('automatic')), note(...granted('two-person'))]).toEqual([
    'by itself, rule agent-failing-50, envelope e |',
    'Maria Chen, approved by Jon Ade, envelope e |',
  ]);
});

test('who decided what stands in one table, in order of time, with what was never chosen', () => {
  const acts = everyAct.filter(
    (each) =>
      each.type === 'activation.armed' ||
      each.type === 'plan-b.due' ||
      /^decision\./.test(each.type) ||
      (each.type === 'activation.vetoed' && each.data.person === undefined),
  );
  const { markdown } = exportOf([...handsFree, ...acts, resolved]);
  expect(sectionOf(markdown, 'Who decided what').slice(2)).toEqual([
    '| 12:00:30.000 | INC-0001 declared SEV-1 by rule half-down: Clinical sign-in is down. Impact since 12:00:20 UTC (from the probe) | the console, by rule |',
    '| 12:00:56.000 | Vetoed with 12.3 s left, by somebody who had not signed in: Restart the auth agent on 235 endpoints does not begin | not signed in |',
    '| 12:01:13.000 | Jon Ade objects strongly: too early (to: divert) | Jon Ade |',
    '| 12:01:13.000 | Maria Chen did not decide in time. Now Jon Ade, until 12:03:13 UTC: divert | the console, by rule |',
    '| 12:01:13.000 | Decided go, with 1 strong objection: divert | Jon Ade |',
    '| 12:01:14.000 | 50 % of the RTO is used and nothing is verified: a plan B has to be chosen; it was never chosen | the console, by rule |',
    '| 12:03:20.000 | INC-0001 stood down without proof: false alarm | the console, by rule |',
  ]);
});

test('the words of the updates stand in the report, and who was owed a word and never had one', () => {
  const audience = (id: string, firstMs: number) => ({ id, name: `The ${id}`, firstMs });
  const update = (message: string, to: string, text: string) =>
    happened(
      seconds(80),
      'message.queued',
      {
        ...{ message, kind: 'update', incident, audience: to, subject: 'x', text, expiresAt: seconds(900) },
        deliveries: [{ delivery: 'd', channel: 'd', kind: 'smtp', to: 'x', dedupe: message }],
      },
      'person:maria',
    );
  const arrived = happened(seconds(81), 'delivery.done', { message: 'MSG-0001', delivery: 'd', attempt: 1 });
  const audiences = ['wards', 'board', 'public'].map((id) => audience(id, 60_000));
  const events = [
    ...declared.map((each) => withAudiences(each, [...audiences, audience('press', 600_000)])),
    update('MSG-0001', 'wards', 'Down.\nUse paper.'),
    update('MSG-0002', 'board', 'Down.'),
  ];
  const { markdown } = exportOf([...events, arrived, resolved]);
  expect(
    [sectionOf(markdown, 'What the updates said'), sectionOf(markdown, 'Owed a word and never told')].map(
      (rows) => rows.slice(2),
    ),
  ).toEqual([
    [
      '| 12:01:20.000 | wards | Maria Chen | Down. Use paper. |',
      '| 12:01:20.000 | board | Maria Chen | Down. |',
    ],
    [
      '| The board | 12:01:30.000 | what was signed off arrived nowhere |',
      '| The public | 12:01:30.000 | nothing was signed off |',
    ],
  ]);
});

test('where the record does not say who had to hear, the report says that instead of nothing', () => {
  const heading = 'Owed a word and never told';
  const none = declared.map((each) => withAudiences(each, []));
  expect([
    sectionOf(exportOf([...declared, resolved]).markdown, heading),
    exportOf([...none, resolved]).markdown.includes(heading),
  ]).toEqual([['Not known: the record of this incident does not say who had to hear.'], false]);
});

test('a task that nobody closed ended with the incident, and the report counts what was open', () => {
  const task = happened(seconds(40), 'task.given', {
    ...{ incident, task: 'TASK-1', owner: 'jon', text: 'call the vendor', dueAt: seconds(90) },
  });
  const { markdown } = exportOf([...broken, ...declared.slice(broken.length), task, resolved]);
  expect([lineWith(markdown, '| call the vendor'), lineWith(markdown, 'Open when')]).toEqual([
    '| call the vendor | Jon Ade | the console | 12:01:30.000 | never closed: ended with the incident |',
    'Open when it ended: 1 task.',
  ]);
});
