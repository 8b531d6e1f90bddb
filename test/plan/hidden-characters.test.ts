import { describe, expect, test } from 'vitest';
import { error, goodPlan, problemsWith } from './plan-on-disk';

const named = (name: string) =>
  problemsWith({ 'plan.yaml': goodPlan['plan.yaml'].replace('name: Maria Chen', `name: ${name}`) });
const fix = 'Remove it, or type the text anew.';

describe('what nobody sees and what changes how the rest reads is refused', () => {
  test.each([
    ['Maria \u202enehC', 17, 'U+202E, which turns the reading direction'],
    ['Maria \u2066Chen', 17, 'U+2066, which turns the reading direction'],
    ['Maria Chen\u200f', 21, 'U+200F, which turns the reading direction'],
    ['"Maria \\u202bChen"', 11, 'U+202B, which turns the reading direction'],
    ['Mar\u200bia Chen', 14, 'U+200B, which is not seen'],
    ['Mar\u00adia Chen', 14, 'U+00AD, which is not seen'],
    ['Maria\ufeff Chen', 16, 'U+FEFF, which is not seen'],
    ['Mar\u200dia Chen', 14, 'U+200D, which is not seen'],
    ['J\u00e9\u200cr\u00f4me', 13, 'U+200C, which is not seen'],
    ['"Maria\\u2028Chen"', 11, 'U+2028, which controls a screen or a log'],
    ['"Maria \\u001b[31mChen"', 11, 'U+001B, which controls a screen or a log'],
    ['"Maria\\u0085Chen"', 11, 'U+0085, which controls a screen or a log'],
  ])('in %j', async (name, column, words) => {
    expect(await named(name)).toEqual([
      error(`plan.yaml:5:${column}`, 'hidden-character', `This text holds ${words}.`, fix),
    ]);
  });

  test('wherever it stands: in a command, a field, words of several lines, a label', async () => {
    const command = goodPlan['runbooks/restart-agent.yaml'].replace('systemctl', 'system\u202ectl');
    const files = {
      'runbooks/restart-agent.yaml': command,
      'services/sign-in.yaml': `${goodPlan['services/sign-in.yaml']}plan_b: |\n  paper\n  \u200bcharts\n"a\u200b": 1\n`,
      'fleet/inventory.csv': goodPlan['fleet/inventory.csv'].replace('workstation', 'work\u2067station'),
    };
    expect((await problemsWith(files)).map(({ file, line, rule }) => [file, line, rule])).toEqual([
      ['fleet/inventory.csv', 2, 'bad-field'],
      ['runbooks/restart-agent.yaml', 5, 'hidden-character'],
      ['services/sign-in.yaml', 12, 'hidden-character'],
      ['services/sign-in.yaml', 13, 'hidden-character'],
    ]);
  });
});

test.each([
  ['a Persian name with its joiner', 'می\u200cخواهم'],
  ['a Hindi name with its joiner', 'क्\u200dष'],
  ['an emoji made of several', '👩\u200d⚕\ufe0f Chen'],
  ['letters that read from the right', 'מריה'],
])('%s is a name like any other', async (_what, name) => {
  expect(await named(name)).toEqual([]);
});
