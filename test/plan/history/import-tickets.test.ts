import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phraseBook } from '../../../src/domain/risk/find-phrases';
import { importTickets, type TicketOptions } from '../../../src/plan/history/import-tickets';
import { readTicketsCsv, ticketsCsv } from '../../../src/plan/history/kept-tickets';
import { formatProblem } from '../../../src/plan/plan-problem';

const fixture = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../../fixtures/history', name), 'utf8');
const options: TicketOptions = { map: {}, zone: 'UTC', book: phraseBook() };
const read = (text: string, change: Partial<TicketOptions> = {}) =>
  importTickets('t.csv', text, { ...options, ...change });
const said = (text: string, change: Partial<TicketOptions> = {}) =>
  read(text, change).problems.map(formatProblem);

test('an export of ServiceNow is taken over, and every row that is not is listed with its line', () => {
  const { source, records, tickets, problems } = read(fixture('servicenow.csv'));
  expect([source, records, tickets.map(({ id }) => id), problems.map(formatProblem)]).toMatchInlineSnapshot(`
    [
      "servicenow",
      8,
      [
        "INC0010001",
        "INC0010002",
        "INC0010003",
        "INC0010005",
      ],
      [
        "t.csv:6:1 warning left-out  The ticket INC0010003 was on line 5 already; this one is not taken over. Nothing needs to be done if both say the same.",
        "t.csv:7:1 warning left-out  The ticket has no date of opening; the ticket is not taken over. Add it to the export.",
        "t.csv:8:1 warning bad-date  The ticket INC0010005 was resolved before it was opened; its end is not taken over. Compare the zones of both columns.",
        "t.csv:9:1 warning left-out  "yesterday" is no date that can be read; the ticket is not taken over. Write it as 2026-03-31 14:05.",
        "t.csv:10:1 warning left-out  The ticket has no number; it is not taken over. Add it to the export.",
      ],
    ]
  `);
  expect(tickets[0]).toEqual({
    source: 'servicenow',
    id: 'INC0010001',
    openedAt: Date.UTC(2026, 0, 4, 22, 10),
    resolvedAt: Date.UTC(2026, 0, 4, 23, 40),
    priority: 1,
    summary: 'Certificate expired on sign-in proxy',
    items: ['AUTH-PROD-01'],
    words: ['tls', 'renew*', 'certificate*'],
  });
});

test('nobody’s name, address or telephone number is kept', () => {
  const kept = ticketsCsv(read(fixture('servicenow.csv')).tickets);
  expect([
    /maria|chen|doe|bob|example\.org|0199|0123/i.test(kept),
    kept.includes('(mail address) or (telephone)'),
  ]).toEqual([false, true]);
});

test('repeated columns, quotes and new lines of a Jira export are read', () => {
  expect(read(fixture('jira.csv')).tickets).toEqual([
    {
      source: 'jira',
      id: 'OPS-12',
      openedAt: Date.UTC(2026, 0, 2, 15, 4),
      resolvedAt: Date.UTC(2026, 0, 2, 17, 34),
      priority: 1,
      summary: 'HL7 feed from lab stopped',
      items: ['Integration engine', 'Lab', 'hl7', 'night'],
      words: ['hl7', 'webhook*'],
    },
    {
      source: 'jira',
      id: 'OPS-13',
      openedAt: Date.UTC(2026, 0, 3, 0, 5),
      resolvedAt: null,
      priority: 4,
      summary: 'Nightly batch hung',
      items: ['Billing'],
      words: [],
    },
  ]);
});

test('the JSON of Jira’s search is read, with its offsets', () => {
  expect(read(fixture('jira.json')).tickets).toEqual([
    {
      source: 'jira',
      id: 'OPS-14',
      openedAt: Date.UTC(2026, 0, 5, 9),
      resolvedAt: Date.UTC(2026, 0, 5, 10, 30),
      priority: 3,
      summary: 'Patch failed on app03',
      items: ['EHR', 'patching'],
      words: ['patch*', 'windows update*'],
    },
  ]);
});

test('a CSV of one’s own is read by a map of its columns, with semicolons and a byte order mark', () => {
  const text = '\ufeffNr;Wann;Was;Wo\r\n7;31.01.2026 08:15;Disk full;fs01\r\n';
  const map = { nr: 'id', Wann: 'opened', Was: 'summary', Wo: 'item' };
  const { tickets } = read(text, { map, zone: 'Europe/Berlin' });
  expect(tickets.map(({ id, openedAt, summary, items }) => [id, openedAt, summary, items])).toEqual([
    ['7', Date.UTC(2026, 0, 31, 7, 15), 'Disk full', ['fs01']],
  ]);
});

test('a wrong map says which column or field was meant', () => {
  const text = 'Nr,Opened,Title\n1,2026-01-01,x\n';
  expect([said(text), said(text, { map: { Nrr: 'id', Nr: 'ids' } })]).toMatchInlineSnapshot(`
    [
      [
        "t.csv:1:1 error missing-header  No column says id. Columns are Nr, Opened, Title. Say which with --map "<column>=id".",
      ],
      [
        "t.csv:1:1 error unknown-column  There is no column "Nrr". Did you mean "Nr"?",
        "t.csv:1:1 error unknown-column  There is no field "ids". Did you mean "id"?",
      ],
    ]
  `);
});

test('a day that may be two is asked about, unless the file tells', () => {
  const head = 'id,opened,summary\n';
  const one = `${head}1,03/04/2026,a\n`;
  expect([
    said(one),
    read(one, { order: 'day-first' }).tickets[0]?.openedAt,
    read(one, { order: 'month-first' }).tickets[0]?.openedAt,
    read(`${one}2,25/04/2026 1:02:03 PM,b\n`).tickets.map(({ openedAt }) => openedAt),
  ]).toEqual([
    [
      't.csv:2:1 warning ambiguous-date  "03/04/2026" may be two days; the ticket is not taken over. Say --dates day-first or month-first.',
    ],
    Date.UTC(2026, 3, 3),
    Date.UTC(2026, 2, 4),
    [Date.UTC(2026, 3, 3), Date.UTC(2026, 3, 25, 13, 2, 3)],
  ]);
});

test('a cell of a megabyte is cut, control characters go, and what is no table is refused', () => {
  const huge = `id,opened,summary,description\n1,2026-01-01,"a\u0007b\u202ec",${'x'.repeat(1_000_000)}\n`;
  expect([
    read(huge).tickets[0]?.summary,
    said('id,opened,summary\n1,2026-01-01,"open\n'),
    said('{"a":1}'),
    said(''),
  ]).toMatchInlineSnapshot(`
    [
      "a bc",
      [
        "t.csv:2:1 error csv-quote  A double quote is opened here and not closed, so that nothing after it can be told apart. Export the file anew.",
      ],
      [
        "t.csv:1:1 error not-a-table  This JSON holds no list of records. Expected is a list, or a list under "result", "records", "issues", "exposures", "findings" or "vulnerabilities".",
      ],
      [
        "t.csv:1:1 error missing-header  The first line is not a header with several columns. Export with a header.",
      ],
    ]
  `);
});

const cell = fc.string({ unit: 'binary', maxLength: 30 });

test('whatever the cells hold: every record is a ticket or listed, and what is kept reads back the same', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, fc.constantFrom('2026-01-01', '', 'x', '13/13/13'), cell, cell)),
      (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = ['id,opened,summary,service', ...rows.map((row) => row.map(quoted).join(','))].join(
          '\n',
        );
        const { records, tickets, problems } = read(text);
        const left = problems.filter(({ rule }) => rule === 'left-out' || rule === 'ambiguous-date').length;
        expect([records, tickets.length + left]).toEqual([rows.length, rows.length]);
        const back = readTicketsCsv(ticketsCsv(tickets));
        expect([back.problems, [...back.tickets].sort(byId)]).toEqual([[], [...tickets].sort(byId)]);
      },
    ),
  );
});

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

test('a line is counted once whatever ends it, also within a cell', () => {
  const lines = ['number,opened,short_description', 'A,2026-03-01 10:00,"two', 'lines"', 'B,yesterday,x'];
  expect(['\n', '\r\n', '\r'].map((end) => read(lines.join(end)).problems.map(({ line }) => line))).toEqual([
    [4],
    [4],
    [4],
  ]);
});
