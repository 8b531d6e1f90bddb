import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, root, sourceFiles } from './helpers/source-files';

/*
 * Who may import whom (README, Architecture). A rule names what a folder may reach: other folders of the
 * project by their path from the root, libraries by their name, `node:` for all of Node's own modules.
 */
const core = ['src/domain', 'src/errors'];
const rooms = [
  ...['app', 'ipc', 'store', 'execution', 'signals', 'notify', 'identity', 'plan', 'report', 'fleet'],
].map((room) => `src/${room}`);
const editor = ['@codemirror', '@lezer/highlight'];
const ui = [
  'react',
  'react-dom',
  'zustand',
  'recharts',
  'cmdk',
  'diff',
  '@dagrejs/dagre',
  '@fontsource-variable/inter',
  ...editor,
];
const rules: Readonly<Record<string, readonly string[]>> = {
  'src/domain': [...core, 'zod'],
  'src/errors.ts': [],
  'src/ipc': ['src/ipc', ...core, 'zod'],
  'src/store': ['src/store', ...core, 'node:', 'libsql'],
  'src/execution': ['src/execution', ...core, 'node:', 'node-ssh', 'ssh2'],
  'src/signals': ['src/signals', ...core, 'node:', 'zod'],
  'src/notify': ['src/notify', ...core, 'node:', 'nodemailer'],
  'src/identity': ['src/identity', ...core, 'node:', 'zod'],
  'src/plan': [
    ...['src/plan', ...core, 'node:', 'yaml', '@rgrove/parse-xml', 'csv-parse', 'diff', 'luxon', 'zod'],
  ],
  'src/report': ['src/report', ...core, 'node:', 'zod'],
  'src/fleet': ['src/fleet', ...core, 'node:', 'ssh2', 'zod'],
  'src/app': [...rooms, ...core, 'node:'],
  'src/cli': ['src', 'node:', 'commander', 'package.json'],
  'electron/preload.ts': ['electron', 'src/ipc'],
  electron: ['electron/', ...rooms, ...core, 'electron', 'node:', 'electron-store'],
  renderer: ['renderer', ...core, 'src/ipc', 'zod', ...ui],
};

/** The rule of the narrowest path that a file lies under. */
function ruleOf(file: string): readonly string[] | undefined {
  const places = Object.keys(rules).filter((place) => file === place || file.startsWith(`${place}/`));
  return rules[places.sort((a, b) => b.length - a.length)[0] ?? ''];
}

function isAllowed(rule: readonly string[], wanted: string): boolean {
  if (wanted.startsWith('node:')) return rule.includes('node:');
  return rule.some((each) => wanted === each || wanted.startsWith(each.endsWith('/') ? each : `${each}/`));
}

const files = sourceFiles(['src', 'electron', 'renderer'], ['.ts', '.tsx']);

describe('every file imports only what its folder may', () => {
  test.each(Object.keys(rules))('%s', (place) => {
    const own = files.filter((file) => ruleOf(file) === rules[place]);
    const broken = own.flatMap((file) =>
      importsOf(file)
        .filter((wanted) => !isAllowed(ruleOf(file) ?? [], wanted))
        .map((wanted) => `${file} imports ${wanted}`),
    );
    expect([own.length > 0, broken]).toEqual([true, []]);
  });
  test('no file is without a rule', () => {
    expect(files.filter((file) => ruleOf(file) === undefined)).toEqual([]);
  });
  test('nothing is imported by a name that is put together while it runs', () => {
    const dynamic = files.filter((file) => /\b(import|require)\(\s*[^'"\s]/.test(codeOf(file)));
    expect(dynamic).toEqual([]);
  });
});

/** The text of a file without comments and strings, so that words in them do not count. */
function codeOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');
}
const naming = (pattern: RegExp) => files.filter((file) => pattern.test(codeOf(file)));

describe('doors', () => {
  test('only two files speak between the processes', () => {
    expect(naming(/\bipc(Main|Renderer)\b/)).toEqual(['electron/ipc.ts', 'electron/preload.ts']);
  });
  test('only one file opens SSH connections', () => {
    expect([naming(/from 'node-ssh'/), naming(/new NodeSSH\b/)]).toEqual([
      ['src/execution/ssh.ts'],
      ['src/execution/ssh.ts'],
    ]);
  });
  test('only the store speaks SQL', () => {
    const sql =
      /\b(SELECT\s[\s\S]*?\sFROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|PRAGMA \w+|CREATE (TABLE|TRIGGER))\b|from 'libsql'/;
    expect(naming(sql).filter((file) => !file.startsWith('src/store/'))).toEqual([]);
  });
});

test('the domain has no clock, no chance, no waiting and no surroundings', () => {
  const impure =
    /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\s*\)|\basync\b|\bawait\b|\bPromise\b|\bset(Timeout|Interval|Immediate)\b|\bprocess\.|\bperformance\.|\bcrypto\b|\bconsole\.(log|warn|error)|\bglobalThis\b/;
  const domain = files.filter((file) => file.startsWith('src/domain/'));
  expect([domain.length > 20, domain.filter((file) => impure.test(codeOf(file)))]).toEqual([true, []]);
});
