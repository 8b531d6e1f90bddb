import { describe, expect, test } from 'vitest';
import { readFixture, readText, short, ways } from './inventory-on-disk';

test('nodes as XML are read like those of YAML, and what is not used is told with its line', async () => {
  const read = await readFixture('rundeck/resources.xml');
  expect([ways(read), read.endpoints.map(({ groups, labels }) => [groups, labels]), short(read)]).toEqual([
    ['icu-01 ops@10.20.0.11:2222', 'pacs-1 ops@pacs-1.example.org:22'],
    [
      [['workstation', 'icu'], { type: 'Node', osFamily: 'unix', site: 'north' }],
      [undefined, { description: 'Pictures & films' }],
    ],
    [
      'rundeck/resources.xml:14 warning not-mapped: The element <resources> within <node> is not used.',
      'rundeck/resources.xml:19 warning not-mapped: The element <setting> within <project> is not used.',
      'rundeck/resources.xml:4 warning not-mapped: Text that stands directly in <project> is not used.',
      'rundeck/resources.xml:5 warning left-out: deck is localhost, the Rundeck server itself, and from here this console; it is left out.',
      'rundeck/resources.xml:10 warning not-mapped: The attribute "editUrl" is no label.',
      'rundeck/resources.xml:12 warning not-mapped: The attribute "ssh-key-storage-path" is no label.',
      'rundeck/resources.xml:13 warning secret-in-inventory: The attribute "db-password" looks like a secret and is not used.',
      'rundeck/resources.xml:17 warning not-mapped: The attribute "ward:bed" is no label.',
      'rundeck/resources.xml:17 warning not-mapped: The attribute "xmlns:ward" is no label.',
      'rundeck/resources.xml:20 warning left-out: kiosk is reached by "WinRMPython" and not by SSH; it is left out.',
    ],
  ]);
});

test('a node of YAML that is no group of fields is told, and one without fields hides no others', async () => {
  const read = await readText('nodes.yaml', 'a:\nb: { hostname: 10.0.0.2 }\nc: 10.0.0.3\n');
  expect([ways(read), short(read)]).toEqual([
    ['b ops@10.0.0.2:22'],
    [
      'nodes.yaml:1 warning left-out: "a" is not a group of fields; it is left out.',
      'nodes.yaml:3 warning left-out: "c" is not a group of fields; it is left out.',
    ],
  ]);
});

test.each(['localhost', 'LOCALHOST', '127.0.0.1', '::1'])(
  'the machine that Rundeck calls %s is its own, and from here another',
  async (hostname) => {
    const read = await readText('n.json', JSON.stringify({ deck: { nodename: 'deck', hostname } }));
    expect([read.endpoints, read.problems.map(({ rule }) => rule)]).toEqual([[], ['left-out']]);
  },
);

test('a port that is passed on to localhost is somebody else', async () => {
  expect(ways(await readText('n.yaml', 'a: { hostname: "localhost:2222" }'))).toEqual([
    'a ops@localhost:2222',
  ]);
});

describe('hostile XML', () => {
  const laughs = [...'abcdefghi']
    .map((name, at) => `<!ENTITY ${name} "${at === 0 ? 'ha' : `&${'abcdefghi'[at - 1]};`.repeat(10)}">`)
    .join('');
  const one = '<node name="a" hostname="10.0.0.1"/>';
  test.each([
    [
      'a bomb of entities',
      `<!DOCTYPE p [${laughs}]>\n<project>\n<node name="&i;"/></project>`,
      "n.xml:3 error xml-syntax: This is not XML: Named entity isn't defined: &i;.",
    ],
    [
      'an entity that is a file',
      '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<project><node name="a" hostname="&x;"/></project>',
      "n.xml:2 error xml-syntax: This is not XML: Named entity isn't defined: &x;.",
    ],
    [
      'what is cut short',
      `<project>\n${one}\n<node name="b"`,
      expect.stringMatching(/^n\.xml:[23] error xml-syntax: This is not XML: /),
    ],
    [
      'an attribute that is there twice',
      '<project>\n<node name="a"\n name="b"/></project>',
      'n.xml:3 error xml-syntax: This is not XML: Duplicate attribute: name.',
    ],
    [
      'two roots',
      `<project>${one}</project>\n<project/>`,
      expect.stringContaining('n.xml:2 error xml-syntax'),
    ],
    [
      'what nests a hundred thousand levels deep',
      `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`,
      'n.xml:1 error xml-too-deep: The text nests deeper than 60 levels.',
    ],
    [
      'what nests two hundred levels deep',
      `<project>${'<a>'.repeat(200)}${'</a>'.repeat(200)}</project>`,
      'n.xml:1 error xml-too-deep: The text nests deeper than 60 levels.',
    ],
    [
      '50 MB',
      `<project>${`${one}\n`.repeat(1_400_000)}</project>`,
      'n.xml:1 error too-large: n.xml has more than 16000000 bytes of XML, which takes too much memory to read.',
    ],
    [
      'jobs in the place of nodes',
      '<joblist/>',
      'n.xml:1 error not-an-inventory: These are jobs of Rundeck and no nodes.',
    ],
    ['a page', '<html/>', 'n.xml:1 error not-an-inventory: <html> holds no nodes of Rundeck.'],
  ])('%s is refused', async (_what, text, said) => {
    const read = await readText('n.xml', text);
    expect([read.endpoints, short(read)]).toEqual([[], [said]]);
  });

  test('UTF-16 is refused with what it is', async () => {
    const [problem] = (await readText('n.xml', Buffer.from('\ufeff<project/>', 'utf16le'))).problems;
    expect([problem?.rule, problem?.message]).toEqual(['not-utf-8', 'n.xml is UTF-16 text, not UTF-8.']);
  });

  test('names that plain objects have by themselves are attributes like any other', async () => {
    const text = '<project><node name="a" hostname="h" __proto__="x" constructor="y"/></project>';
    const [endpoint] = (await readText('n.xml', text)).endpoints;
    expect(Object.entries(endpoint?.labels ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  test('twenty thousand nodes are read', async () => {
    const nodes = Array.from(
      { length: 20_000 },
      (_, n) => `<node name="ws-${n}"\r\n hostname="10.1.${n >> 8}.${n & 255}" tags="a,b" site="north"/>`,
    );
    const { endpoints, problems } = await readText('n.xml', `<project>${nodes.join('\r\n')}</project>`);
    expect([endpoints.length, problems]).toEqual([20_000, []]);
  });
});
