import { expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { bundleText } from '../../src/report/bundle';
import { verifyBundle } from '../../src/report/verify-bundle';
import { everyAct } from '../helpers/every-act';
import { exportOf } from '../helpers/exported';
import { seconds } from '../helpers/hospital';
import { broken, declared, outage, signedIn } from '../helpers/outage';
import { happened } from '../helpers/records';

const incident = 'INC-0001';
/** In the order of time, as a journal has them. */
const eventful = [...outage, ...everyAct].sort((a, b) => a.occurredAt - b.occurredAt);
const sectionOf = (markdown: string, heading: string) =>
  markdown.split(`## ${heading}\n`)[1]?.split('\n## ')[0]?.trim().split('\n') ?? [];
const withPin = (person: string, at: number): NewEvent =>
  happened(at, 'operator.signed-in', { person, proof: 'pin' }, `person:${person}`);
const note = (person: string, at: number): NewEvent =>
  happened(at, 'note.written', { incident, text: 'x' }, `person:${person}`);
const identity = (events: readonly NewEvent[]) => exportOf(events).markdown.split('\n')[6];

test('the X-ray stands in the report, under the phases it sums to', () => {
  expect(sectionOf(exportOf(outage).markdown, 'What it waited for')).toEqual([
    '| Phase | Gate | Waited for | From (UTC) | Took |',
    '|---|---|---|---|---|',
    '| decide | nobody | not declared yet | 12:00:20.000 | 10 s |',
    '| decide | nobody | nobody in command | 12:00:30.000 | 2 s |',
    '| authorise | person | Maria Chen decides | 12:00:32.000 | 8 s |',
    '| execute | tool | RUN-0001, canary | 12:00:40.000 | 6 s |',
    '| execute | tool | RUN-0001, wave 1 | 12:00:46.000 | 5 s |',
    '| execute | tool | RUN-0001, wave 2 | 12:00:51.000 | 5 s |',
    '| verify | probe | good sweeps | 12:00:56.000 | 19 s |',
  ]);
});

test('roles, decisions, what the scribe marked, tasks and plan B stand in the report, and what was said', () => {
  const { markdown } = exportOf(eventful);
  expect(
    ['Roles at the end', 'Decisions', 'Marked by the scribe', 'Tasks', 'What was said'].map((heading) =>
      sectionOf(markdown, heading).slice(2),
    ),
  ).toEqual([
    ['| Communications Lead | Jon Ade |'],
    ['| divert | Maria Chen, then Jon Ade | go, Jon Ade, 12:01:13.000 | delays | Jon Ade: too early |'],
    [
      '| 12:01:11.000 | decision | x | Maria Chen |',
      '| 12:01:11.000 | question | x. Jon Ade answered 12:01:11.000: y | Maria Chen |',
      '| 12:01:11.000 | follow-up | x | Maria Chen |',
    ],
    [
      '| call the vendor | Jon Ade | Maria Chen | 12:03:20.000 | done 12:01:12.000 |',
      '',
      'Open when it ended: 1 follow-up.',
      '',
      'Plan B: paper charts.',
    ],
    [
      '| 12:01:20.000 | update | management | Sign-in is down | smtp board@example.org | never sent: a newer one was sent |',
      '| 12:01:20.000 | page | Jon Ade | Sign-in is down | smtp board@example.org | not yet |',
      '| 12:01:20.000 | alarm | Maria Chen | Sign-in is down | no way to send it |  |',
    ],
  ]);
});

test('a message that arrived says when, and at which attempt', () => {
  const again = happened(seconds(86), 'delivery.sending', {
    message: 'MSG-0001',
    delivery: 'mail',
    attempt: 4,
  });
  const arrived = eventful.flatMap((event) => {
    if (event.type === 'delivery.dropped') return [];
    return event.type === 'delivery.done' ? [again, event] : [event];
  });
  expect(sectionOf(exportOf(arrived).markdown, 'What was said')[2]).toMatch(
    /\| 12:01:27\.000, attempt 4 \|$/,
  );
});

test('a broken glass stands among the marks', () => {
  const glass = declared.concat(everyAct.filter((event) => event.type === 'authority.granted').slice(-1));
  expect(exportOf(glass).markdown).toContain(
    '| Authorised | 2026-10-01 12:01:02Z | 42 s | Maria Chen, GLASS BROKEN: children’s ward is blind |',
  );
});

test('what people say never leaves its cell in the new tables', () => {
  const evil = '<b>| x\n# y [z](javascript:1)';
  const told = eventful.map((event) => {
    if (event.type === 'task.given') return { ...event, data: { ...event.data, text: evil } };
    if (event.type === 'decision.proposed')
      return { ...event, data: { ...event.data, proposal: evil, risk: evil } };
    if (event.type === 'decision.objected') return { ...event, data: { ...event.data, objection: evil } };
    if (event.type === 'plan-b.chosen') return { ...event, data: { ...event.data, text: evil } };
    if (event.type === 'role.assigned') return { ...event, data: { ...event.data, role: evil } };
    if (event.type === 'message.queued')
      return {
        ...event,
        data: {
          ...event.data,
          subject: evil,
          audience: evil,
          deliveries: event.data.deliveries.map((each) => ({ ...each, to: evil })),
        },
      };
    return event;
  });
  const { markdown } = exportOf(told);
  expect([markdown.match(/[^\\]<b/g), markdown.match(/[^\\]\]\(/g), markdown.match(/^# /gm)?.length]).toEqual(
    [null, null, 1],
  );
});

test('who proved by PIN who they are is told apart from who was chosen by name', () => {
  const [, , , ...noSignIn] = broken;
  const rest = declared.slice(broken.length);
  const before = broken.slice(0, 2);
  expect([
    identity(outage),
    identity([...before, withPin('maria', seconds(1)), ...noSignIn, ...rest]),
    identity([
      ...before,
      withPin('maria', seconds(1)),
      ...noSignIn,
      ...rest,
      signedIn('jon', seconds(50)),
      note('jon', seconds(51)),
    ]),
    identity([
      ...before,
      signedIn('maria', seconds(1)),
      ...noSignIn,
      ...rest,
      withPin('maria', seconds(50)),
      note('maria', seconds(51)),
    ]),
  ]).toEqual([
    'People were chosen by name at the console; their identity was not proven: Maria Chen.',
    'Proven by their own PIN at the console: Maria Chen.',
    'Proven by their own PIN at the console: Maria Chen. Chosen by name, not proven: Jon Ade.',
    'For a part of what they did only: Maria Chen.',
  ]);
});

test('a PIN proves nothing after its person left, the console locked or was closed, nor for another person', () => {
  const begin = [
    ...broken.slice(0, 2),
    withPin('maria', seconds(1)),
    ...broken.slice(3),
    ...declared.slice(broken.length, -1),
  ];
  const ends: readonly NewEvent[][] = [
    [happened(seconds(31), 'operator.signed-out', { person: 'maria', because: 'idle' })],
    [happened(seconds(31), 'console.started', { version: '1' })],
    [signedIn('jon', seconds(31))],
  ];
  expect(ends.map((end) => identity([...begin, ...end, note('maria', seconds(32))]))).toEqual(
    ends.map(() => 'For a part of what they did only: Maria Chen.'),
  );
});

test('a second person’s approval counts as proven, whoever sits at the console', () => {
  const approved = everyAct.filter((event) => event.type.startsWith('approval.'));
  expect(identity([...declared, ...approved])).toBe(
    'Proven by their own PIN at the console: Jon Ade. Chosen by name, not proven: Maria Chen.',
  );
});

test('the bundle holds what was said about the incident and became of it, also after the end, and no other message', () => {
  const other = happened(seconds(85), 'message.queued', {
    ...{
      message: 'MSG-0009',
      kind: 'update',
      incident: 'INC-0002',
      subject: 'x',
      text: 'x',
      expiresAt: seconds(900),
    },
    deliveries: [],
  });
  const late = happened(seconds(400), 'delivery.done', { message: 'MSG-0002', delivery: 'mail', attempt: 9 });
  const foreign = happened(seconds(401), 'delivery.held', {
    message: 'MSG-0009',
    delivery: 'mail',
    because: 'x',
  });
  const events = [...eventful, other, late, foreign];
  const { bundle } = exportOf(events);
  const told = bundle.rows.flatMap(({ content }) =>
    content?.stream.startsWith('message/') ? [content.stream] : [],
  );
  const verdict = verifyBundle(bundleText(bundle));
  expect([new Set(told), told.length, verdict.ok]).toEqual([
    new Set(['message/MSG-0001', 'message/MSG-0002', 'message/MSG-0003']),
    events.filter((event) => event.stream.startsWith('message/')).length - 2,
    true,
  ]);
});

test('the bundle holds the thresholds and alerts of its service from impact to the end, and none of another', () => {
  const crossed = (at: number, service: string) =>
    happened(seconds(at), 'threshold.crossed', { service, rule: 'r', reading: 'x' });
  const events = [crossed(19, 'sign-in'), ...outage.filter((event) => event.occurredAt < seconds(70))]
    .concat(crossed(71, 'sign-in'), crossed(72, 'mail'))
    .concat(
      outage.filter((event) => event.occurredAt >= seconds(70)),
      crossed(95, 'sign-in'),
    );
  const readable = exportOf(events).bundle.rows.flatMap(({ content }) =>
    content?.type === 'threshold.crossed' ? [(content.occurredAt - seconds(0)) / 1000] : [],
  );
  expect(readable).toEqual([71]);
});
