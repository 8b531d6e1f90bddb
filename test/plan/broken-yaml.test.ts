import { expect, test } from 'vitest';
import { error, goodPlan, problemsWith } from './plan-on-disk';

const broken = (text: string) => problemsWith({ 'services/sign-in.yaml': text });
const service = (from: string, to: string) => broken(goodPlan['services/sign-in.yaml'].replace(from, to));

test('a tab is refused on its line, once', async () => {
  expect(await service('  - {', '\t- {')).toEqual([
    error('services/sign-in.yaml:8:1', 'yaml-tab', 'A tab indents this line.', 'Indent with two spaces.'),
  ]);
});

test('a field that is written twice is refused with the line of the first', async () => {
  expect(await service('restore:', 'tier: 2\nrestore:')).toEqual([
    error(
      'services/sign-in.yaml:9:1',
      'duplicate-key',
      '"tier" is written twice in the same place, first on line 3.',
      'Keep one of them.',
    ),
  ]);
});

test('a star without quotes is explained', async () => {
  expect(await service('role=workstation', '*')).toEqual([
    error(
      'services/sign-in.yaml:5:12',
      'yaml-syntax',
      'A value that begins with "*" is an alias in YAML.',
      'Put the text in quotes. For example: "*".',
    ),
  ]);
});

test('an alias of nothing is refused', async () => {
  expect(await service('role=workstation', '*all')).toEqual([
    error(
      'services/sign-in.yaml:5:12',
      'unknown-alias',
      '"*all" is an alias in YAML, and nothing above is anchored as "&all".',
      'Put text that begins with "*" in quotes.',
    ),
  ]);
});

test('a selector that begins with ! without quotes is explained', async () => {
  expect(await service('role=workstation', '!role=lab')).toEqual([
    error(
      'services/sign-in.yaml:5:12',
      'yaml-tag',
      'A value that begins with "!" is a tag in YAML.',
      'Put the text in quotes.',
    ),
  ]);
});

test('a tag that would change a value is refused, on groups too', async () => {
  expect([await service('role=work', '!!binary role=work'), await service('{ rto', '!!map { rto')]).toEqual(
    ['5:21', '6:19'].map((place) => [
      error(
        `services/sign-in.yaml:${place}`,
        'yaml-tag',
        'A tag ("!!…") changes what the value is.',
        'Remove the tag.',
      ),
    ]),
  );
});

test('a second colon on a line is explained', async () => {
  expect(await service('Clinical sign-in', 'Clinical: sign-in')).toEqual([
    error(
      'services/sign-in.yaml:2:7',
      'yaml-syntax',
      'A second ": " follows on the same line, or this line is indented under a value.',
      'Put text that contains ": " in quotes, and begin fields of one group in the same column.',
    ),
  ]);
});

test('a bracket that is not closed is refused', async () => {
  const problems = await service('mtpd: 4h }', 'mtpd: 4h');
  expect(problems.map(({ line, rule }) => [line, rule])).toEqual([[7, 'yaml-syntax']]);
});

test('a second document is refused where it begins', async () => {
  expect(await broken(`${goodPlan['services/sign-in.yaml']}---\nid: other\n`)).toEqual([
    error(
      'services/sign-in.yaml:10:1',
      'yaml-syntax',
      'A second YAML document starts here.',
      'Write one document in each file; remove the "---" between them.',
    ),
  ]);
});

test('a file that asks for an older YAML is refused', async () => {
  expect(await broken(`%YAML 1.1\n---\n${goodPlan['services/sign-in.yaml']}`)).toEqual([
    error(
      'services/sign-in.yaml:1:1',
      'yaml-syntax',
      'A %YAML directive changes what words such as "no" mean.',
      'Remove the directive.',
    ),
  ]);
});

test('a file of comments is empty', async () => {
  expect(await broken('\n# nothing yet\n')).toEqual([
    error('services/sign-in.yaml:1:1', 'empty-file', 'The file is empty.', 'Fill it in, or remove it.'),
  ]);
});

test('anchors and aliases in moderation are fine', async () => {
  expect(await service('restore:', 'comms: &a {}\nrestore:')).toEqual([]);
  expect(await service('rto: 15m, mtpd', 'rto: &short 15m, wrt: *short, mtpd')).toEqual([]);
});

test('a mistake behind an alias is shown at the alias', async () => {
  const problems = await service('rto: 15m, mtpd', 'rto: 15m, wrt: &no soon, rpo: *no, mtpd');
  expect(problems.map(({ column, message }) => [column, message.slice(0, 14)])).toEqual([
    [34, 'objectives.wrt'],
    [45, 'objectives.rpo'],
  ]);
});

test('aliases that multiply are refused before they are expanded', async () => {
  const bomb = ['a: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level <= 5; level++) {
    bomb.push(
      `b${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }
  expect(await broken(bomb.join('\n'))).toEqual([
    error(
      'services/sign-in.yaml:1:1',
      'too-many-aliases',
      'Aliases in this file stand for more than 50 values.',
      'Write the values out.',
    ),
  ]);
});

test('aliases beyond fifty are refused at the first that is too many', async () => {
  expect(await broken(`a: &a x\nb:\n${'  - *a\n'.repeat(60)}`)).toEqual([
    error(
      'services/sign-in.yaml:53:5',
      'too-many-aliases',
      'The file has more than 50 aliases.',
      'Write the values out.',
    ),
  ]);
});

test('a value that contains itself is refused', async () => {
  expect(await service('restore:', 'comms: &a\n  again: *a\nrestore:')).toEqual([
    error(
      'services/sign-in.yaml:10:10',
      'circular-alias',
      'The alias "*a" contains itself.',
      'Write the value out.',
    ),
  ]);
});

test('a hundred thousand brackets do not end the process', async () => {
  expect(await broken('['.repeat(100_000))).toEqual([
    error(
      'services/sign-in.yaml:1:61',
      'yaml-too-deep',
      'The text nests deeper than 60 levels.',
      'Plan files need about six.',
    ),
  ]);
});

test('deep groups by indentation, by dashes and by question marks are refused as well', async () => {
  const steps = Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
  const texts = [steps, '- '.repeat(50_000), '? '.repeat(50_000), '{a: '.repeat(50_000)];
  const rules = [];
  for (const text of texts) rules.push((await broken(text)).map(({ rule }) => rule));
  expect(rules).toEqual(texts.map(() => ['yaml-too-deep']));
});

test('a file of many repeated fields is refused without comparing each with each', async () => {
  const problems = await broken('a: b\n'.repeat(20_000));
  expect(problems.map(({ rule }) => rule)).toEqual([...Array(100).fill('duplicate-key'), 'more-problems']);
});
