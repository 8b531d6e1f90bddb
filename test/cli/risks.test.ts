import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { built, emptyFolder, holdfast } from '../helpers/holdfast';

const root = path.resolve(import.meta.dirname, '../..');
const tickets = path.join(root, 'test/fixtures/history/servicenow.csv');
let folder: string;
let plan: string;

beforeAll(async () => {
  await built();
  folder = await emptyFolder();
  plan = path.join(folder, 'plan');
  await planWithoutHistory(plan);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function planWithoutHistory(to: string): Promise<void> {
  await cp(path.join(root, 'resources/demo-plan'), to, { recursive: true });
  await rm(path.join(to, 'history'), { recursive: true });
}

const lastLines = (text: string, many: number) => text.trimEnd().split('\n').slice(-many);

test('without --out an import of tickets only says what it would take over', async () => {
  const { code, stdout } = await holdfast('import', 'tickets', tickets);
  expect([code, lastLines(stdout, 2)]).toEqual([
    0,
    [
      'servicenow.csv: servicenow; 4 of 8 records taken over, 4 left out; dates without an offset read as UTC',
      'Nothing was written; --out <plan folder> takes over.',
    ],
  ]);
});

test('tickets are taken over into the plan, and a second time change nothing', async () => {
  const first = await holdfast('import', 'tickets', tickets, '--out', plan);
  const file = path.join(plan, 'history/tickets.csv');
  const kept = await readFile(file, 'utf8');
  const second = await holdfast('import', 'tickets', tickets, '--out', plan);
  expect([
    first.code,
    lastLines(first.stdout, 1),
    lastLines(second.stdout, 1),
    (await readFile(file, 'utf8')) === kept,
    (await holdfast('plan', 'check', plan)).code,
  ]).toEqual([
    0,
    [`${file}: 4 new tickets, 0 changed, 0 as before`],
    [`${file}: 0 new tickets, 0 changed, 4 as before`],
    true,
    0,
  ]);
});

test('what cannot be read in the kept file is not overwritten', async () => {
  const other = path.join(folder, 'other');
  await planWithoutHistory(other);
  await mkdir(path.join(other, 'history'));
  const file = path.join(other, 'history/tickets.csv');
  await writeFile(file, 'source,id,opened\nby hand,1,2026-01-01\n');
  const { code, stderr } = await holdfast('import', 'tickets', tickets, '--out', other);
  expect([code, stderr.includes('nothing was written'), await readFile(file, 'utf8')]).toEqual([
    3,
    true,
    'source,id,opened\nby hand,1,2026-01-01\n',
  ]);
});

test('an exposure on a service that no run has proven is flagged, and ends with 1', async () => {
  const [, endpoint] = (await readFile(path.join(plan, 'fleet/inventory.csv'), 'utf8')).split('\n');
  const scan = path.join(folder, 'scan.csv');
  await writeFile(
    scan,
    `CVE,Host,Risk,Name\nCVE-2025-1,${endpoint?.split(',')[0]},Critical,Remote code\nCVE-2025-2,nowhere,Low,x\n`,
  );
  expect((await holdfast('import', 'exposures', scan, '--out', plan)).code).toBe(0);
  const { code, stdout } = await holdfast('risks', '--plan', plan, '--data', path.join(folder, 'none'));
  expect([
    code,
    stdout.includes('Exposures: 2 open, 1 without a proven path back, 1 linked to no service'),
    /! critical · CVE-2025-1 .* NO PROVEN PATH: no run that restores it was ever verified/.test(stdout),
  ]).toEqual([1, true, true]);
});

const jsonExports = ['servicenow-values', 'servicenow-display', 'servicenow-all', 'jira', 'jira-adf'];

test('JSON of ServiceNow and Jira is taken over, and read back by the register', async () => {
  const other = path.join(folder, 'from-json');
  await planWithoutHistory(other);
  const taken: unknown[] = [];
  for (const name of jsonExports) {
    const file = path.join(root, 'test/fixtures/history', `${name}.json`);
    const { code, stdout } = await holdfast('import', 'tickets', file, '--out', other, '--json');
    const { source, records, added, changed } = JSON.parse(stdout);
    taken.push([code, source, records, added, changed]);
  }
  const { stdout } = await holdfast('risks', '--plan', other, '--data', path.join(folder, 'none'), '--json');
  expect([taken, JSON.parse(stdout).sources]).toEqual([
    [
      [0, 'servicenow', 2, 2, 0],
      [0, 'servicenow', 1, 0, 1],
      [0, 'servicenow', 2, 0, 1],
      [0, 'jira', 1, 1, 0],
      [0, 'jira', 2, 2, 0],
    ],
    { tickets: 5, journal: 0, uncategorised: 0 },
  ]);
}, 60_000);

test('UTF-16 is refused with what would be right, and a file without records takes over nothing', async () => {
  const text = await readFile(tickets, 'utf8');
  const wide = path.join(folder, 'wide.csv');
  const bare = path.join(folder, 'bare.csv');
  const empty = path.join(folder, 'empty.json');
  await writeFile(wide, `\ufeff${text}`, 'utf16le');
  await writeFile(bare, text, 'utf16le');
  await writeFile(empty, '{"result":[]}');
  const said = async (file: string) => {
    const { code, stdout } = await holdfast('import', 'tickets', file);
    return [code, stdout.split('\n').slice(0, 2).join('\n').replaceAll(folder, '')];
  };
  expect([await said(wide), await said(bare), await said(empty)]).toMatchInlineSnapshot(`
    [
      [
        1,
        "wide.csv:1:1 error not-utf-8  wide.csv is UTF-16 text, not UTF-8. Save the file as UTF-8; spreadsheets call it "CSV UTF-8", and UTF-16 "Unicode text".
    wide.csv: not read; 0 of 0 records taken over, 0 left out; dates without an offset read as UTC",
      ],
      [
        1,
        "bare.csv:1:2 error not-text  Byte 1 of bare.csv (counted from 0) is NUL: this is not a text file. Save the file as UTF-8 text.
    bare.csv: not read; 0 of 0 records taken over, 0 left out; dates without an offset read as UTC",
      ],
      [
        0,
        "empty.json:1:1 warning no-records  The file holds no records; nothing is taken over. Look at the filter of the export.
    empty.json: no records; 0 of 0 records taken over, 0 left out; dates without an offset read as UTC",
      ],
    ]
  `);
});

test('a folder that is no plan gets nothing', async () => {
  const { code, stderr } = await holdfast('import', 'tickets', tickets, '--out', folder);
  expect([code, stderr.includes('is no plan that can be read')]).toEqual([2, true]);
});
