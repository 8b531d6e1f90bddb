import { describe, expect, test } from 'vitest';
import { error, goodPlan, problemsWith } from './plan-on-disk';

const service = goodPlan['services/sign-in.yaml'];
const runbook = goodPlan['runbooks/restart-agent.yaml'];
const money = (written: string) =>
  problemsWith({ 'services/sign-in.yaml': `${service}impact:\n  1h: { revenue: ${written} }\n` });
const parameter = (bounds: string) =>
  problemsWith({
    'runbooks/restart-agent.yaml': `${runbook}parameters:\n  - { id: most, ${bounds} }\n`,
  });
const risk = (perYear: string) =>
  problemsWith({
    'risks/flood.yaml': `id: flood\nname: Flood\ncategory: environmental\nper_year: ${perYear}\nimpact: 3\nowner: maria.chen\n`,
  });
const fixes = (problems: readonly { readonly rule: string; readonly fix: string }[]) =>
  problems.filter(({ rule }) => rule === 'wrong-value').map(({ fix }) => fix);

test('money with a dot before three zeros is refused: YAML would read it as a thousandth', async () => {
  const line = service.split('\n').length + 1;
  expect(await money('12.000')).toEqual([
    error(
      `services/sign-in.yaml:${line}:18`,
      'wrong-value',
      'impact.1h.revenue is written 12.000: a dot or comma can part thousands or a fraction.',
      'Write 12000; if 12 is meant, write 12.',
    ),
  ]);
});

describe('a whole number is refused, once, with what would be right', () => {
  test.each([
    ['12.0', 'Write 12.'],
    ['0.000', 'Write 0.'],
    ['1.234', 'Write 1234.'],
    ['1.200.000', 'Write 1200000.'],
    ['"12,000"', 'Write 12000; if 12 is meant, write 12.'],
    ['"1,200,000"', 'Write 1200000.'],
    ['"12,00"', 'Write 12.'],
    ['1.200.000,00', 'Write 1200000.'],
    ["12'000", 'Write 12000.'],
    ['12 000', 'Write 12000.'],
    ['12_000', 'Write 12000.'],
    ['"001.000"', 'Write 1000; if 1 is meant, write 1.'],
  ])('%s', async (written, fix) => {
    // In a flow map an unquoted comma would end the value.
    expect(fixes(await money(written.includes(',') ? `"${written.replaceAll('"', '')}"` : written))).toEqual([
      fix,
    ]);
  });
});

test.each(['12000', '0', '1e3', '007'])('a whole number written %s is taken', async (written) => {
  expect(fixes(await money(written))).toEqual([]);
});

test.each(['12.5', '12,5', '1.23', 'a lot'])('%s is refused as it always was', async (written) => {
  expect(fixes(await money(JSON.stringify(written).replace(/^"([\d.]+)"$/, '$1')))).toEqual([
    'Write for example 300000.',
  ]);
});

test('a number that another place stands for is read where it is written', async () => {
  const text = `${service}impact:\n  1h: { revenue: &most 12.000 }\n  4h: { revenue: *most }\n`;
  expect(fixes(await problemsWith({ 'services/sign-in.yaml': text }))).toHaveLength(2);
});

test('where a fraction is right, only what could as well be thousands is refused', async () => {
  expect(fixes(await risk('1.000'))).toEqual(['Write 1000; if 1 is meant, write 1.']);
  expect(await Promise.all(['0.5', '2.0', '0.125', '1.125', '2'].map(risk))).toEqual([[], [], [], [], []]);
  expect(fixes(await parameter('type: integer, default: 1, max: 1.000'))).toEqual([
    'Write 1000; if 1 is meant, write 1.',
  ]);
});

test('a default goes by the type of its parameter: a version keeps its zero in quotes', async () => {
  expect(fixes(await parameter('type: integer, default: 2.000'))).toEqual([
    'Write 2000; if 2 is meant, write 2.',
  ]);
  expect(fixes(await parameter('default: 1.10'))).toEqual(['Put it in quotes: "1.10".']);
  expect(fixes(await parameter('default: "1.10"'))).toEqual([]);
});

test('a number where a duration belongs is told as that', async () => {
  const text = service.replace('rto: 15m', 'rto: 15.000');
  expect(fixes(await problemsWith({ 'services/sign-in.yaml': text }))).toEqual(['Write for example 15m.']);
});

test('a share may have zeros behind its dot', async () => {
  const text = service.replace('id: agent,', 'id: agent, down: 1.000,');
  expect(fixes(await problemsWith({ 'services/sign-in.yaml': text }))).toEqual([]);
});
