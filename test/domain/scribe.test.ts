import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScribe } from '../../src/domain/incident/scribe';
import { writeScribe } from '../../src/domain/incident/write-scribe';
import { seconds } from '../helpers/hospital';
import { declared, outage } from '../helpers/outage';
import { worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';
import { at, incident, said, staffed } from '../helpers/staffed';

const parse = (line: string) => parseScribe(line, staffed.people);

describe('a line of the scribe', () => {
  test.each([
    ['vendor called', { kind: 'note', text: 'vendor called' }],
    ['! we fail over', { kind: 'decision', text: 'we fail over' }],
    ['!we fail over', { kind: 'decision', text: 'we fail over' }],
    ['?who has the vendor', { kind: 'question', text: 'who has the vendor' }],
    ['todo renew the certificate', { kind: 'follow-up', text: 'renew the certificate' }],
    ['TODO: renew it', { kind: 'follow-up', text: 'renew it' }],
    ['todos are kept elsewhere', { kind: 'note', text: 'todos are kept elsewhere' }],
    ['= 2 at the desk', { kind: 'answer', question: 2, text: 'at the desk' }],
    ['=at the desk', { kind: 'answer', question: null, text: 'at the desk' }],
    ['= 12:30 UTC', { kind: 'answer', question: null, text: '12:30 UTC' }],
    ['sev1', { kind: 'raise', severity: 'SEV-1' }],
    [' SEV-3 ', { kind: 'raise', severity: 'SEV-3' }],
    ['rpa 12m the last shipped log', { kind: 'data-loss', lossMs: 720_000, text: 'the last shipped log' }],
    ['RPA: 0m counted by hand', { kind: 'data-loss', lossMs: 0, text: 'counted by hand' }],
    ['rpassword is not it', { kind: 'note', text: 'rpassword is not it' }],
    ['several wards report it', { kind: 'note', text: 'several wards report it' }],
    [
      '@ravi 5m check the switch',
      { kind: 'task', owner: 'ravi.patel', forMs: 300_000, text: 'check the switch' },
    ],
    ['@Ravi.Patel 90s call them', { kind: 'task', owner: 'ravi.patel', forMs: 90_000, text: 'call them' }],
    ['@patel: 2h write it up', { kind: 'task', owner: 'ravi.patel', forMs: 7_200_000, text: 'write it up' }],
    ['@ana tell the wards', { kind: 'task', owner: 'ana', forMs: 600_000, text: 'tell the wards' }],
    ['@web 1min look', { kind: 'task', owner: 'joanna', forMs: 60_000, text: 'look' }],
    [
      '@jon 5 endpoints are left',
      { kind: 'task', owner: 'jon', forMs: 600_000, text: '5 endpoints are left' },
    ],
    ['one\nline\u0000of\u202eit\u2028all', { kind: 'note', text: 'one line ofit all' }],
  ])('%j', (line, meant) => {
    expect(parse(line)).toEqual(meant);
  });

  test.each([
    ['!', '! needs words behind it, such as "! we fail over".'],
    [' ?  ', '? needs words behind it, such as "? who has the vendor on the phone".'],
    ['todo', 'todo needs words behind it, such as "todo renew the certificate".'],
    ['sev0', 'Severities are sev1, the worst, to sev5.'],
    ['sev6', 'Severities are sev1, the worst, to sev5.'],
    ...['rpa', 'rpa 12m', 'rpa some orders', 'rpa 12 minutes of orders'].map((line): [string, string] => [
      line,
      'Say how much data is lost for good and what shows it: rpa 12m the last shipped log. 0m is none.',
    ]),
    ['sev1 all wards', 'Write sev1 alone to raise the severity, and what you know in a line of its own.'],
    ['@', 'Say who: @name 5m what to do.'],
    ['@ravi 5m', 'Say what Ravi Patel has to do: @ravi 5m what to do.'],
    ['@ravi 0s now', 'A time-box is from 1 s to 24 h. Write it as 90s, 5m or 2h.'],
    ['@ravi 99999999999999999999h x', 'A time-box is from 1 s to 24 h. Write it as 90s, 5m or 2h.'],
    ['@jo 5m x', '"jo" may be Jon Ade (@jon), Joanna Wéber (@joanna). Write more letters.'],
    [
      '@bob 5m x',
      'Nobody in the plan is called "bob". It names: Maria Chen (@maria), Jon Ade (@jon), Eve Roe (@eve), Ravi Patel (@ravi.patel), Ana Silva (@ana), Joanna Wéber (@joanna).',
    ],
    ['@__proto__ 5m x', expect.stringContaining('Nobody in the plan is called "__proto__".')],
  ])('%j is refused with what would be right', (line, words) => {
    const [code, ...said] = refusal(() => parse(line)).split(': ');
    expect([code, said.join(': ')]).toEqual(['refused', words]);
  });

  test('ends in words or in a sentence, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '!', '?', '=', '= 1 ', 'todo ', '@', 'sev', '@jon '),
        (tail, mark) => {
          const outcome = refusal(() => parse(mark + tail));
          expect(outcome).toMatch(/^(accepted|refused: .+\.)/su);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('writing as the scribe', () => {
  const write = (text: string, events = declared, operator: string | null = 'jon') =>
    writeScribe(at(events, 100, operator), { incident, text });
  test('makes notes with their kind, tasks with their due time, and raises', () => {
    const sev3 = declared.map((event) =>
      event.type === 'incident.declared'
        ? { ...event, data: { ...event.data, severity: 'SEV-3' as const } }
        : event,
    );
    const lines = ['x', '! x', '? x', 'todo x', '@ana 5m x', 'sev2'];
    expect(lines.flatMap((line) => said(write(line, sev3)))).toEqual([
      ...(['note', 'decision', 'question', 'follow-up'] as const).map((kind) => ({
        type: 'note.written',
        data: { incident, text: 'x', kind },
      })),
      {
        type: 'task.given',
        data: { incident, task: 'TASK-1', owner: 'ana', text: 'x', dueAt: seconds(400) },
      },
      { type: 'severity.raised', data: { incident, from: 'SEV-3', to: 'SEV-2' } },
    ]);
  });
  test('states how much data is lost, by whoever acts, also afterwards, and the last word counts', () => {
    const stated = [
      ...outage,
      ...write('rpa 12m the log', [...outage]),
      ...write('rpa 0m counted anew', [...outage]),
    ];
    expect([
      worldOf(stated).incidents[incident]?.dataLoss,
      worldOf(outage).incidents[incident]?.dataLoss,
      refusal(() => write('rpa 12m the log', declared, 'eve')),
    ]).toEqual([
      { lossMs: 0, text: 'counted anew', at: seconds(100) },
      undefined,
      'refused: Eve Roe observes, and an observer writes notes only. Let somebody else state how much data is lost.',
    ]);
  });
  test('takes late notes on a resolved incident, and nothing else', () => {
    expect(['x', '@ana 5m x', 'sev1'].map((line) => refusal(() => write(line, [...outage])))).toEqual([
      'accepted',
      'refused: INC-0001 is resolved. Declare a new incident if it is back.',
      'refused: INC-0001 is resolved. Declare a new incident if it is back.',
    ]);
  });
  test('an observer writes notes, questions and follow-ups, and is refused by name for the rest', () => {
    const lines = ['x', '? x', 'todo x', '! x', '@ana x', 'sev1'];
    const words = 'refused: Eve Roe observes, and an observer writes notes only. Let somebody else';
    expect(lines.map((line) => refusal(() => write(line, declared, 'eve')))).toEqual([
      ...['accepted', 'accepted', 'accepted'],
      `${words} record a decision.`,
      `${words} give a task.`,
      `${words} raise the severity.`,
    ]);
  });
  test('keeps what was marked for the briefing; plain notes are in the timeline only', () => {
    const events = [...declared, ...write('x'), ...write('! we fail over')];
    expect(worldOf(events).incidents[incident]?.remarks).toEqual([
      { at: seconds(100), by: 'jon', kind: 'decision', text: 'we fail over' },
    ]);
  });
});
