import { describe, expect, test } from 'vitest';
import { readText, short, ways } from './inventory-on-disk';

const told = 'h.csv:1 note column-read-as: The column';

test('what NetBox exports is read, and each column is told', async () => {
  const read = await readText(
    'h.csv',
    `Name,Status,Site,Role,Manufacturer,IP Address,Tags,Serial number,Primary IPv6
icu-sw-01,Active,North,Access switch,Acme,10.20.0.11/24,"icu, core",,
pacs-01,Planned,South,Server,Acme,10.20.0.12/24,,S-9,fd00::5/64
spare-01,Inventory,South,Server,Acme,,,,
`,
  );
  expect([ways(read), read.endpoints.map(({ groups, labels }) => [groups, labels]), short(read)]).toEqual([
    ['icu-sw-01 ops@10.20.0.11:22', 'pacs-01 ops@10.20.0.12:22'],
    [
      [['icu', 'core'], { Status: 'Active', Site: 'North', Role: 'Access switch', Manufacturer: 'Acme' }],
      [
        undefined,
        {
          Status: 'Planned',
          Site: 'South',
          Role: 'Server',
          Manufacturer: 'Acme',
          Serial_number: 'S-9',
          Primary_IPv6: 'fd00::5/64',
        },
      ],
    ],
    [
      `${told} "Name" is read as "name".`,
      `${told} "IP Address" is read as "address".`,
      `${told} "Tags" is read as "groups".`,
      `${told} "Serial number" is read as the label Serial_number.`,
      `${told} "Primary IPv6" is read as the label Primary_IPv6.`,
      'h.csv:2 warning not-mapped: The length of the prefix behind an address (as in 10.0.0.1/24) is not used (here and in 1 more place).',
      'h.csv:4 warning left-out: spare-01 has no address; it is left out.',
    ],
  ]);
});

test('what Excel saves is read: its mark, its first line, semicolons, empty columns and lines, secrets left alone', async () => {
  const text =
    'sep=;\r\nHostname;IP;Standort;Kennwort;Admin Password;Nr. #;Bemerkung;;\r\nws-1;10.20.0.11;Süd, Haus 2;x;s3cret;A1;"zwei\r\nZeilen";;\r\n;;;;;;;;\r\n';
  const read = await readText('h.csv', Buffer.from(`\ufeff${text}`));
  expect([ways(read), read.endpoints[0]?.labels, short(read)]).toEqual([
    ['ws-1 ops@10.20.0.11:22'],
    { Standort: 'Süd, Haus 2', 'Nr.': 'A1' },
    [
      'h.csv:2 note column-read-as: The column "Hostname" is read as "name".',
      'h.csv:2 note column-read-as: The column "IP" is read as "address".',
      'h.csv:2 note column-read-as: The column "Nr. #" is read as the label Nr..',
      'h.csv:2 warning secret-in-inventory: The column "Kennwort" looks like a secret and is not used.',
      'h.csv:2 warning secret-in-inventory: The column "Admin_Password" looks like a secret and is not used.',
      'h.csv:4 warning not-mapped: The column of the label "Bemerkung" holds text that no label can be: several lines, or more than 255 characters.',
    ],
  ]);
});

test('what a CMDB exports is read by the columns that it has', async () => {
  const text = 'id,name,ip_address,os,api_token\n1,ws-1,10.0.0.1,Linux,abc\n2,ws-2,10.0.0.2,Linux,\n';
  const read = await readText('h.csv', text);
  expect([ways(read), read.endpoints[0]?.labels, short(read)]).toEqual([
    ['ws-1 ops@10.0.0.1:22', 'ws-2 ops@10.0.0.2:22'],
    { id: '1', os: 'Linux' },
    [
      `${told} "ip_address" is read as "address".`,
      'h.csv:1 warning secret-in-inventory: The column "api_token" looks like a secret and is not used.',
    ],
  ]);
});

test('tabs are read, and a mistake is found at its field', async () => {
  const read = await readText('h.tsv', 'host\tip\tssh port\nws-1\t10.0.0.1\t99999\n');
  expect(read.problems.filter(({ severity }) => severity === 'error')).toMatchObject([
    { line: 2, column: 15, rule: 'bad-port' },
  ]);
});

test("a column that is a secret by its name is not taken from a plan's own CSV either", async () => {
  const read = await readText('h.csv', 'name,address,site,root_password\na,10.0.0.1,north,hunter2\n');
  expect([JSON.stringify(read).includes('hunter2'), read.endpoints[0]?.labels, short(read)]).toEqual([
    false,
    { site: 'north' },
    ['h.csv:1 warning secret-in-inventory: The column "root_password" looks like a secret and is not used.'],
  ]);
});

describe('a header that does not tell', () => {
  test('is refused with the columns that there are', async () => {
    const [problem] = (await readText('h.csv', 'id,name,inventory,variables\n1,web1,prod,x\n')).problems;
    expect([problem?.message, problem?.fix]).toEqual([
      'The first line is not a header: it has no column "address".',
      'Rename the column that holds it; there are id, name, inventory, variables.',
    ]);
  });
  test('two columns that would be one label are one label, and the other is told', async () => {
    const read = await readText('h.csv', 'Host,IP,Ward no,Ward-no,Ward_no,ward/no,?\na,10.0.0.1,1,2,3,4,5\n');
    expect([read.endpoints[0]?.labels, short(read).slice(2)]).toEqual([
      { Ward_no: '1', 'Ward-no': '2', ward_no: '4' },
      [
        `${told} "Ward no" is read as the label Ward_no.`,
        `${told} "ward/no" is read as the label ward_no.`,
        'h.csv:1 warning not-mapped: The column "Ward_no" has a name that is taken and is not used.',
        'h.csv:1 warning not-mapped: The column "?" has no name that a label could have and is not used.',
      ],
    ]);
  });
});

test.each(['\n', '\r\n', '\r'])('lines are counted alike whatever ends them (%j)', async (end) => {
  const lines = ['name,address,site', 'a,10.0.0.1,"Ward', '3,', 'North"', 'b,not an address,x'];
  expect((await readText('h.csv', lines.join(end))).problems.map(({ line, rule }) => [line, rule])).toEqual([
    [4, 'bad-field'],
    [5, 'bad-address'],
  ]);
});
