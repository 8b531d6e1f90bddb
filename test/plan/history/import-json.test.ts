import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { phraseBook } from '../../../src/domain/risk/find-phrases';
import { importTickets, type TicketOptions } from '../../../src/plan/history/import-tickets';
import { ticketsCsv } from '../../../src/plan/history/kept-tickets';
import { formatProblem } from '../../../src/plan/plan-problem';

const fixture = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../../fixtures/history', name), 'utf8');
const read = (text: string, change: Partial<TicketOptions> = {}) =>
  importTickets('t.json', text, { map: {}, zone: 'UTC', book: phraseBook(), ...change });

const portal = {
  source: 'servicenow',
  id: 'INC0020001',
  openedAt: Date.UTC(2026, 0, 4, 22, 10),
  resolvedAt: Date.UTC(2026, 0, 4, 23, 40),
  priority: 1,
  summary: 'Certificate expired on the patient portal',
  items: ['Patient portal', 'web01'],
  words: [],
};
const disk = {
  ...{ source: 'servicenow', id: 'INC0020002', openedAt: Date.UTC(2026, 1, 11, 6), resolvedAt: null },
  ...{ priority: 3, summary: 'Disk full on fs01', items: [], words: [] },
};

test('the Table API with plain values is read; a service that is only a number there is said to be missing', () => {
  const { source, tickets, problems } = read(fixture('servicenow-values.json'));
  expect([source, tickets, problems.map(formatProblem)]).toEqual([
    'servicenow',
    [{ ...portal, items: [], words: ['tls', 'renew*'] }, disk],
    [
      't.json:1:1 warning not-mapped  1 of 2 tickets name what they concern by sys_id alone, which says nothing here; it is not taken over. Export with sysparm_display_value=all.',
    ],
  ]);
});

test('the Table API with display values is read in the zone of whoever exported', () => {
  const { tickets, problems } = read(fixture('servicenow-display.json'), { zone: 'Europe/Berlin' });
  expect([tickets, problems]).toEqual([[{ ...portal, words: ['tls'] }], []]);
});

test('of both values of the Table API names are shown ones and times are those in UTC, whatever the zone', () => {
  const text = fixture('servicenow-all.json');
  const inZone = (zone: string) => {
    const { source, records, tickets, problems } = read(text, { zone });
    return [source, records, tickets, problems];
  };
  expect([inZone('UTC'), inZone('America/New_York')]).toEqual(
    Array.from({ length: 2 }, () => ['servicenow', 2, [portal, disk], []]),
  );
});

test('JSON of the older web service is read by its shown values', () => {
  const sysId = '281190e3c0a8000b003f593aa3f20ca6';
  const record = {
    ...{ number: 'INC1', opened_at: '2026-01-01 10:00:00', short_description: 'Disk full' },
    ...{ priority: '2', dv_priority: '2 - High', cmdb_ci: sysId, dv_cmdb_ci: 'fs01' },
  };
  expect(read(JSON.stringify({ records: [record] })).tickets[0]?.items).toEqual(['fs01']);
});

test('documents of Jira give the words of their headings, lists and code, and nobody who is mentioned', () => {
  const { source, tickets, problems } = read(fixture('jira-adf.json'));
  expect([source, tickets, problems]).toEqual([
    'jira',
    [
      {
        ...{ source: 'jira', id: 'OPS-21', openedAt: Date.UTC(2026, 2, 2, 5, 15), resolvedAt: null },
        ...{ priority: 2, summary: 'Integration queue grows since the night', items: [] },
        words: ['dead letter', 'message*', 'hl7 feed', 'http 503'],
      },
      {
        ...{
          source: 'jira',
          id: 'OPS-22',
          openedAt: Date.UTC(2026, 2, 3, 1),
          resolvedAt: Date.UTC(2026, 2, 3, 2),
        },
        ...{ priority: null, summary: 'Batch job stuck', items: ['Billing', 'night'], words: [] },
      },
    ],
    [],
  ]);
});

test('nobody’s name, address or account is kept of any of them', () => {
  const files = ['servicenow-values', 'servicenow-display', 'servicenow-all', 'jira-adf'];
  const kept = files.map((name) => ticketsCsv(read(fixture(`${name}.json`)).tickets)).join('');
  expect(/chen|jane|doe|example\.|5137153|5b10a2|0199|5550/i.test(kept)).toBe(false);
});

test('an answer without records says so, and one that is an error of the service is refused', () => {
  const failed = JSON.stringify({ error: { message: 'No Record found' }, status: 'failure' });
  const said = (text: string) => read(text).problems.map(formatProblem);
  expect([said('{"result":[]}'), said('id,opened,summary\r\n'), said(failed)]).toMatchInlineSnapshot(`
    [
      [
        "t.json:1:1 warning no-records  The file holds no records; nothing is taken over. Look at the filter of the export.",
      ],
      [
        "t.json:1:1 warning no-records  The file holds no records; nothing is taken over. Look at the filter of the export.",
      ],
      [
        "t.json:1:1 error not-a-table  This JSON holds no list of records. Expected is a list, or a list under "result", "records", "issues", "exposures", "findings" or "vulnerabilities".",
      ],
    ]
  `);
});

test('a byte order mark, Windows line ends and quoted new lines change nothing', () => {
  const plain =
    'number,opened_at,short_description,description\nINC1,2026-01-01 10:00,Disk full,"one\ntwo"\nINC2,x,y,z\n';
  const windows = `\ufeff${plain.replaceAll('\n', '\r\n')}`;
  const parts = (text: string) => {
    const { source, tickets, problems } = read(text);
    return [source, tickets, problems.map(formatProblem)];
  };
  expect(parts(windows)).toEqual(parts(plain));
  expect(parts(`\ufeff${fixture('servicenow-all.json').replaceAll('\n', '\r\n')}`)).toEqual(
    parts(fixture('servicenow-all.json')),
  );
});
