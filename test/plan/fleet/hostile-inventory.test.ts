import { chmod, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planOnDisk } from '../plan-on-disk';
import { readIn, readText, short } from './inventory-on-disk';

const names = ['hosts', 'hosts.ini', 'hosts.yml', 'hosts.json', 'ssh_config', 'hosts.csv'];

describe('a program is never run', () => {
  test.each(names)('not even when it is called %s', async (name) => {
    const folder = await planOnDisk({ [name]: '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\n' });
    await chmod(join(folder, name), 0o755);
    const read = await readIn(folder, { file: name });
    expect([read.endpoints, short(read), await stat(join(folder, 'was-run')).catch(() => 'not run')]).toEqual(
      [
        [],
        [`${name}:1 error executable-inventory: ${name} is a program. Holdfast never runs an inventory.`],
        'not run',
      ],
    );
    expect(read.problems[0]?.fix).toBe(
      `Run it yourself and keep what it prints, for example "ansible-inventory -i ${name} --list > inventory.json".`,
    );
  });
  test('nor what an inventory plugin would ask for', async () => {
    expect(short(await readText('aws_ec2.yml', 'plugin: amazon.aws.aws_ec2\nregions: [x]\n'))).toEqual([
      'aws_ec2.yml:1 error executable-inventory: The file sets up the inventory plugin "amazon.aws.aws_ec2", which would have to run.',
    ]);
  });
});

test.each(names)('binary junk called %s is not text', async (name) => {
  const junk = Uint8Array.from({ length: 4_096 }, (_, index) => (index * 131 + 7) % 256);
  const rules = (await readText(name, junk)).problems.map(({ rule }) => rule);
  expect([['not-utf-8'], ['not-text']]).toContainEqual(rules);
});

test('control characters never get into a name, an address or a group', async () => {
  const esc = '\u001b[31m';
  const read = [
    await readText('hosts', `[web]\na${esc}\n`),
    await readText('hosts', `[w${esc}]\na\n`),
    await readText('ssh_config', `Host a${esc}\n`),
    await readText('n.yaml', `a: { nodename: "x\\e", hostname: "h", tags: "t\\e" }`),
  ];
  expect(read.map(({ endpoints, problems }) => [endpoints.length, problems.map(({ rule }) => rule)])).toEqual(
    [
      [0, ['bad-field', 'bad-field']],
      [0, ['bad-field']],
      [0, ['bad-field', 'bad-field']],
      [0, ['hidden-character', 'hidden-character']],
    ],
  );
});

test('a name that plain objects have by themselves is refused in every format', async () => {
  const texts = {
    hosts: 'constructor\n__proto__\n',
    'l.json': '{"w":["constructor"],"_meta":{}}',
    ssh_config: 'Host toString\n',
  };
  const rules = await Promise.all(
    Object.entries(texts).map(async ([name, text]) =>
      (await readText(name, text)).problems.map(({ rule }) => rule),
    ),
  );
  expect(rules).toEqual([['bad-name', 'bad-name'], ['bad-name'], ['bad-name']]);
});

test('names and places that are taken are refused with who has them, also over several files', async () => {
  const folder = await planOnDisk({
    'a.ini': 'x ansible_host=10.0.0.1\ny ansible_host=10.0.0.1\n',
    ssh_config: '\nHost x\n HostName 10.0.0.2\nHost z\n HostName 10.0.0.1\n',
  });
  expect(short(await readIn(folder, { file: 'a.ini' }, { file: 'ssh_config' }))).toEqual([
    'a.ini:2 error duplicate-address: 10.0.0.1 port 22 is already on line 1.',
    'ssh_config:2 error duplicate-name: The name "x" is taken by a.ini line 1.',
    'ssh_config:5 error duplicate-address: 10.0.0.1 port 22 is already on a.ini line 1.',
  ]);
});

describe('ranges', () => {
  test.each([
    ['web[0:99999999]', '"web[0:99999999]" names 100,000,000 hosts; at most 100,000 are read.'],
    ['a[0:9999]b[0:9999]c[0:9999]', expect.stringContaining('at most 100,000 are read')],
    ['web[9:1]', '"[9:1]" ends before it begins.'],
    ['web[01:100]', '"[01:100]" has ends of different length after a leading zero.'],
    ['web[a:9]', '"[a:9]" is not a range of numbers or of letters.'],
    ['web[1:9:0]', '"[1:9:0]" has a step that is not a whole number from 1 up.'],
    ['web[1:2:3:4]', '"[1:2:3:4]" has too many parts.'],
    ['web[1:99999999999999999999]', '"[1:99999999999999999999]" is not a range of numbers or of letters.'],
  ])('%s is refused at its line', async (range, message) => {
    const ini = await readText('hosts', `[web]\n${range}\n`);
    const yaml = await readText('hosts.yml', `web:\n  hosts:\n    ${range}:\n`);
    expect([...ini.problems, ...yaml.problems].map((each) => [each.line, each.rule, each.message])).toEqual([
      [2, 'bad-range', message],
      [3, 'bad-range', message],
    ]);
  });
  test('many that are each small enough are stopped as well', async () => {
    const lines = Array.from({ length: 40 }, (_, n) => `n${n}-[1:90000]`);
    expect(short(await readText('hosts', lines.join('\n')))).toEqual([
      'hosts:3 error too-many-hosts: The inventory has more than 250,000 hosts.',
    ]);
  });
});

describe('groups in circles', () => {
  test.each([
    ['hosts', '[a:children]\nb\n[b:children]\nc\n[c:children]\na\n', 'hosts:1'],
    [
      'hosts.yml',
      'a:\n  children:\n    b:\nb:\n  children:\n    c:\nc:\n  children: { a: }\n',
      'hosts.yml:1',
    ],
    [
      'list.json',
      '{"a":{"children":["b"]},"b":{"children":["c"]},"c":{"children":["a"]},"_meta":{}}',
      'list.json:1',
    ],
  ])('are refused with the way round in %s', async (name, text, place) => {
    const [said, ...more] = short(await readText(name, text));
    expect(more).toEqual([]);
    expect([
      `${place} error group-cycle: Groups contain each other in a circle: a → b → c → a.`,
      `${place} error group-cycle: Groups contain each other in a circle: b → c → a → b.`,
      `${place} error group-cycle: Groups contain each other in a circle: c → a → b → c.`,
    ]).toContain(said);
  });
  test('a group in itself is one, too', async () => {
    expect(short(await readText('hosts', '[a]\nx\n[a:children]\na\n'))).toEqual([
      'hosts:1 error group-cycle: Groups contain each other in a circle: a → a.',
    ]);
  });
  test('a chain of fifty thousand groups is refused and ends nothing', async () => {
    const lines = Array.from({ length: 50_000 }, (_, n) => `[g${n}:children]\ng${n + 1}`);
    const read = await readText('hosts', `${lines.join('\n')}\n[g50000]\nx\n`);
    expect(short(read)).toEqual([expect.stringContaining('error groups-too-deep: The group "g100"')]);
  });
});

describe('text that nests or multiplies', () => {
  test('without end is refused', async () => {
    const deep = {
      'h.yml': `a: ${'['.repeat(90_000)}`,
      'h.json': `{"a":${'['.repeat(90_000)}`,
      'i.json': '['.repeat(2_000_000),
    };
    const said = await Promise.all(
      Object.entries(deep).map(async ([name, text]) =>
        (await readText(name, text)).problems.map(({ rule }) => rule),
      ),
    );
    expect(said).toEqual([['yaml-too-deep'], ['yaml-too-deep'], ['yaml-too-deep']]);
  });
  test('by aliases is refused', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...[...'bcdefghij'].map((name, n) => `${name}: &${name} [${`*${'abcdefghi'[n]},`.repeat(9)}]`),
    ];
    expect((await readText('h.yml', bomb.join('\n'))).problems.map(({ rule }) => rule)).toEqual([
      'too-many-aliases',
    ]);
  });
  test('and an alias within itself is refused', async () => {
    expect((await readText('h.yml', 'a: &a\n  children: *a\n')).problems.map(({ rule }) => rule)).toEqual([
      'circular-alias',
    ]);
  });
});

test.each([
  ['{\n "a": {"hosts": ["x"\n', 3],
  ['{\n "a": {"hosts": [x]}\n}\n', 2],
  ['{\n "a": {"hosts": ["x"]}\n "b": 1\n}\n', 3],
  ['{\n "a": "x', 2],
])('JSON that is none is refused where it breaks (%#)', async (text, line) => {
  const [problem] = (await readText('h.json', text)).problems;
  expect([problem?.rule, problem?.line]).toEqual(['json-syntax', line]);
});

describe('a hundred thousand lines are read', () => {
  const many = Array.from({ length: 100_000 }, (_, n) => n);
  const address = (n: number) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
  test.each([
    ['hosts', () => `[web]\n${many.map((n) => `ws-${n} ansible_host=${address(n)} site=north`).join('\n')}`],
    [
      'ssh_config',
      () =>
        `${many
          .slice(0, 50_000)
          .map((n) => `Host ws-${n}\n HostName ${address(n)}`)
          .join('\n')}\nHost *\n User u\n`,
    ],
    ['list.json', () => JSON.stringify({ web: many.map((n) => `ws-${n}`), _meta: { hostvars: {} } })],
    [
      'nodes.json',
      () => JSON.stringify(many.map((n) => ({ nodename: `ws-${n}`, hostname: address(n), tags: 'a' }))),
    ],
    ['hosts.yml', () => `web:\n  hosts:\n${many.map((n) => `    ws-${n}:`).join('\n')}`],
  ])(
    '%s',
    async (name, text) => {
      const { endpoints, problems } = await readText(name, text());
      expect([endpoints.length, problems]).toEqual([name === 'ssh_config' ? 50_000 : 100_000, []]);
    },
    60_000,
  );

  test('and a hundred thousand mistakes survived', async () => {
    const bad = many.slice(0, 60_000).map((n) => `-o${n}`);
    const texts = {
      'l.json': JSON.stringify({ web: bad, _meta: {} }),
      'h.yml': `web:\n  hosts:\n${bad.map((name) => `    "${name}":`).join('\n')}`,
      hosts: `[web]\n${'a "\n'.repeat(100_000)}`,
      ssh_config: 'x\n'.repeat(100_000),
      'h.ini': '[w:vars]\nx\n'.repeat(50_000),
    };
    const counts = await Promise.all(
      Object.entries(texts).map(async ([name, text]) => (await readText(name, text)).problems.length),
    );
    expect(counts).toEqual([60_000, 60_000, 100_000, 100_000, 50_001]);
  }, 60_000);
});

test('a block of patterns for each of many hosts is refused instead of tried', async () => {
  const text = Array.from({ length: 20_000 }, (_, n) => `Host a${n} *b${n}\n User u`).join('\n');
  expect(short(await readText('ssh_config', text))).toEqual([
    'ssh_config:1 error too-many-patterns: 20000 blocks with patterns are too many to try for 20000 hosts.',
  ]);
});

test('an inventory that is a link out of the folder is refused', async () => {
  const outside = await planOnDisk({ hosts: 'a\n' });
  const folder = await planOnDisk({});
  await symlink(join(outside, 'hosts'), join(folder, 'hosts'));
  await symlink(outside, join(folder, 'group_vars'), 'dir');
  expect(short(await readIn(folder, { file: 'hosts' }))).toEqual([
    'hosts:1 error outside-folder: hosts leads out of the plan folder.',
  ]);
});

test('group_vars that lead out of the folder are refused', async () => {
  const outside = await planOnDisk({ 'all.yml': 'ansible_user: mallory\n' });
  const folder = await planOnDisk({ hosts: 'a\n' });
  await symlink(outside, join(folder, 'group_vars'), 'dir');
  expect(short(await readIn(folder, { file: 'hosts' }))).toEqual([
    'group_vars:1 error outside-folder: group_vars leads out of the plan folder.',
  ]);
});

describe('ways', () => {
  const chain = (...hops: readonly string[]) =>
    hops.map((hop, n) => `n${n} ansible_ssh_common_args="-J ${hop}"`).join('\n');
  test.each([
    [chain('n1', 'n0'), 2, 'jump-cycle', /^The way leads in a circle: /],
    [chain('n1', 'n2', 'n1'), 3, 'jump-cycle', /^The way leads in a circle: /],
    [
      chain('n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9', 'gate'),
      2,
      'too-many-hops',
      /more than 8 hops/,
    ],
    ['a ansible_ssh_common_args="-J -oProxyCommand=x"', 1, 'bad-jump', /is not an address/],
    ['a ansible_ssh_common_args="-J a@b@"', 1, 'bad-jump', /is not a way/],
  ])('a way that is none is refused (%#)', async (text, count, rule, words) => {
    const { problems } = await readText('hosts', text);
    expect([
      problems.length,
      problems.every((each) => each.rule === rule && words.test(each.message)),
    ]).toEqual([count, true]);
  });
});
