import { expect, test } from 'vitest';
import { readCsvInventory } from '../../src/plan/fleet/csv/csv-inventory';
import { settleEndpoints } from '../../src/plan/fleet/settle-endpoints';
import { error, goodPlan, hostKey, problemsWith, warning } from './plan-on-disk';

const file = 'fleet/inventory.csv';

function read(text: string, user?: string) {
  const { found, problems } = readCsvInventory(file, text);
  const settled = settleEndpoints(found, user);
  return { ...settled, problems: [...problems, ...settled.problems] };
}
const problemsOf = (...lines: readonly string[]) =>
  read(['name,address,port,user,site', ...lines, ''].join('\n'), 'ops').problems;

test('columns stand in any order, and those that are not built in are labels', () => {
  const text = 'site,address,name,role,user,port\nNorth,10.0.0.1,ws-1,workstation,ed,2222\n';
  expect(read(text)).toEqual({
    endpoints: [
      {
        name: 'ws-1',
        address: '10.0.0.1',
        port: 2222,
        user: 'ed',
        labels: { site: 'North', role: 'workstation' },
        hostKeys: [],
      },
    ],
    problems: [],
  });
});

test('port and user may be empty or left out, and an empty label is no label', () => {
  const endpoint = { name: 'a', address: 'a.lan', port: 22, user: 'ops', labels: {}, hostKeys: [] };
  const texts = ['name,address,port,user,site\na,a.lan,,,\n', 'name,address\na,a.lan'];
  expect(texts.map((text) => read(text, 'ops'))).toEqual([
    { endpoints: [endpoint], problems: [] },
    { endpoints: [endpoint], problems: [] },
  ]);
});

test('quoted fields, blank lines and space around fields are fine', () => {
  const { endpoints, problems } = read('name , address\n\n"Ward ""A"", bed 1" , ::1 \n\n', 'ops');
  expect([endpoints.map(({ name, address }) => [name, address]), problems]).toEqual([
    [['Ward "A", bed 1', '::1']],
    [],
  ]);
});

test('labels named like parts of every object are labels', () => {
  const { endpoints } = read('name,address,__proto__,constructor\na,a.lan,x,y\n', 'ops');
  expect(Object.entries(endpoints[0]?.labels ?? {})).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});

test('a missing header is refused', () => {
  expect(read('ws-1,10.0.0.1,22,ops\n').problems).toEqual([
    error(
      `${file}:1:1`,
      'missing-header',
      'The first line is not a header: it has no column "name" and no column "address".',
      'Begin with a line such as name,address,port,user,site,role.',
    ),
  ]);
});

test('an empty file lacks its header; a header alone is warned about', async () => {
  const withInventory = (text: string) =>
    problemsWith({ [file]: text, 'fleet/known_hosts': `* ${hostKey.line}` });
  const [empty, alone] = [await withInventory(''), await withInventory('name,address\n')];
  expect([empty.map(({ rule }) => rule), alone]).toEqual([
    ['missing-header'],
    [
      warning(
        `${file}:1:1`,
        'empty-inventory',
        'fleet/inventory.csv has a header and no endpoints.',
        'Add a line for each endpoint.',
      ),
    ],
  ]);
});

test('columns that are there twice or have no usable name are refused', () => {
  expect(read('name,address,site,site,my ward\n').problems).toEqual([
    error(
      `${file}:1:1`,
      'duplicate-column',
      'The column "site" is there twice.',
      'Rename or remove one of them.',
    ),
    error(
      `${file}:1:1`,
      'bad-column-name',
      'The 5. column has the name "my ward".',
      'Names of labels are letters, digits, dots, dashes and underscores, as in "site".',
    ),
  ]);
});

test('a name or an address that is taken is refused with the line that has it', () => {
  expect(problemsOf('a,10.0.0.1,22,,', 'a,10.0.0.2,,,', 'b,10.0.0.1,,,', 'c,10.0.0.1,23,,')).toEqual([
    error(
      `${file}:3:1`,
      'duplicate-name',
      'The name "a" is taken by line 2.',
      'Give every endpoint a name of its own.',
    ),
    error(
      `${file}:4:3`,
      'duplicate-address',
      '10.0.0.1 port 22 is already on line 2.',
      'List every endpoint once.',
    ),
  ]);
});

test('an empty name is refused', () => {
  expect(problemsOf(',10.0.0.1,22,ops,North')).toEqual([
    error(`${file}:2:1`, 'empty-name', 'The name is empty.', 'Name the endpoint.'),
  ]);
});

test('what is not a port is refused where it stands', () => {
  const ports = ['0', '65536', '-1', '22.5', 'ssh', '٢٢'];
  expect(problemsOf(...ports.map((port, index) => `n${index},10.0.0.${index},${port},,`))).toEqual(
    ports.map((port, index) =>
      error(
        `${file}:${index + 2}:13`,
        'bad-port',
        `The port "${port}" is not a port.`,
        'Write a whole number from 1 to 65535, or nothing for 22.',
      ),
    ),
  );
});

test('what is not an address is refused', () => {
  const fix = 'Write a host name or an IP address without port or brackets.';
  expect(problemsOf('a,,,,', 'b,-oProxyCommand=x,,,', 'c,[::1],,,', 'd,10.0.0.1:22,,,')).toEqual([
    error(`${file}:2:3`, 'empty-address', 'The address is empty.', fix),
    error(`${file}:3:3`, 'bad-address', 'The address "-oProxyCommand=x" is not an address.', fix),
    error(`${file}:4:3`, 'bad-address', 'The address "[::1]" is not an address.', fix),
    error(`${file}:5:3`, 'bad-address', 'The address "10.0.0.1:22" is not an address.', fix),
  ]);
});

test('a user that looks like an option is refused', () => {
  expect(problemsOf('a,10.0.0.1,22,-l,')).toEqual([
    error(`${file}:2:15`, 'bad-field', 'The user "-l" is not a user name.', 'Write for example ops.'),
  ]);
});

test('an endpoint without a user is refused when the plan has none either', () => {
  expect(read('name,address,user\na,10.0.0.1,\n').problems).toEqual([
    error(
      `${file}:2:12`,
      'missing-user',
      'a has no user, and plan.yaml has no fleet.user.',
      'Fill in the user here, or fleet.user in plan.yaml.',
    ),
  ]);
});

test('control characters are refused', () => {
  expect(problemsOf('a\u001b[31m,10.0.0.1,22,,')).toEqual([
    error(
      `${file}:2:1`,
      'bad-field',
      'The name holds U+001B, which controls a screen or a log.',
      'Remove it, or type the text anew.',
    ),
  ]);
});

test('a line with too few fields is refused', () => {
  expect(problemsOf('a,10.0.0.1', 'b,10.0.0.2,22,ops,North')).toEqual([
    error(
      `${file}:2:1`,
      'wrong-field-count',
      'This line has 2 fields; the header has 5.',
      'Put text that contains a comma in double quotes.',
    ),
  ]);
});

test('a quote that is not closed is refused where it opens', () => {
  const rest = Array.from({ length: 9_000 }, (_, index) => `n${index},10.1.0.${index},,,`);
  expect([
    problemsOf('a,10.0.0.1,,,', '"b,10.0.0.2,,,', 'c,10.0.0.3,,,'),
    problemsOf('"b,c', ...rest),
  ]).toEqual(
    ['3:1', '2:1'].map((place) => [
      error(
        `${file}:${place}`,
        'csv-quote',
        'A double quote is opened here and not closed.',
        'Put the whole field in double quotes, and double those inside it.',
      ),
    ]),
  );
});

test('a quote in the middle of a field is refused', () => {
  expect(problemsOf('a,10.0.0.1,,,', '"b"x,10.0.0.2,,,')).toEqual([
    error(
      `${file}:3:1`,
      'csv-quote',
      'A double quote stands in the middle of a field.',
      'Put the whole field in double quotes, and double those inside it.',
    ),
  ]);
});

test('a spreadsheet file is not a CSV', async () => {
  const zip = Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0]);
  expect(await problemsWith({ [file]: zip })).toEqual([
    error(
      `${file}:1:6`,
      'not-text',
      'Byte 5 of fleet/inventory.csv (counted from 0) is NUL: this is not a text file.',
      'Save the file as UTF-8 text.',
    ),
  ]);
});

test('a missing inventory is an error of its own', async () => {
  const plan = `${goodPlan['plan.yaml']}  inventory: fleet/all.csv\n`;
  expect(await problemsWith({ 'plan.yaml': plan })).toEqual([
    error(
      'fleet/all.csv:1:1',
      'missing-file',
      'fleet/all.csv does not exist.',
      'Create it, or correct the name.',
    ),
  ]);
});

test('a hundred thousand endpoints are read, and a hundred thousand mistakes survived', () => {
  const lines = Array.from(
    { length: 100_000 },
    (_, i) => `ws-${i},10.${i >> 16}.${(i >> 8) & 255}.${i & 255},22,ops,North`,
  );
  const good = read(['name,address,port,user,site', ...lines].join('\r\n'));
  expect([
    good.endpoints.length,
    good.problems.length,
    problemsOf(...lines.map(() => ',,,,')).length,
  ]).toEqual([100_000, 0, 200_000]);
}, 30_000);

test('a name that plain objects have by themselves is refused', async () => {
  const [problem] = await problemsWith({
    'fleet/inventory.csv': 'name,address,role\nconstructor,10.0.0.1,workstation\n',
  });
  expect([problem?.rule, problem?.line]).toEqual(['bad-name', 2]);
});
