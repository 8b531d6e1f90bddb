import { describe, expect, test } from 'vitest';
import type { EditPath, Plain, PlanEdit } from '../../../src/domain/plan/plan-edit';
import { editYaml } from '../../../src/plan/edit/edit-yaml';

const service = `# What the wards sign in with.
id: sign-in   # the file is called so
name: "Clinical sign-in"

objectives: { rto: 15m, mtpd: 4h } # agreed in March
impact:
  # told by the wards
  1h: { revenue: 300000, operations: 'nurses share logins' }
  4h:
    revenue: 1400000 # estimated
depends_on: [directory,  network-core]
probes:
  # the agent itself
  - id: agent
    ssh: systemctl is-active auth-agent

  - { id: portal, http: "https://login.example/health" }
plan_b: |
  Open the emergency accounts.

  Then wait.
# the end
`;
const set = (path: EditPath, value: Plain): PlanEdit => ({ op: 'set', path, value });
const remove = (path: EditPath): PlanEdit => ({ op: 'remove', path });
const add = (path: EditPath, value: Plain): PlanEdit => ({ op: 'add', path, value });

/** What an edit takes away and brings, line by line. */
function changedLines(text: string, edit: PlanEdit, order: readonly string[] = []) {
  const { text: after, because } = editYaml(text, [edit], () => order);
  const [was, is] = [text.split('\n'), after.split('\n')];
  const start = was.findIndex((line, index) => line !== is[index]);
  let end = 0;
  while (end < Math.min(was.length, is.length) - start && was.at(-1 - end) === is.at(-1 - end)) end += 1;
  return because ?? { minus: was.slice(start, was.length - end), plus: is.slice(start, is.length - end) };
}

describe('an edit changes the lines of what it names and no other', () => {
  test.each<readonly [string, PlanEdit, readonly string[], readonly string[]]>([
    [
      'a value between braces, beside a comment',
      set(['objectives', 'rto'], '20m'),
      ['objectives: { rto: 15m, mtpd: 4h } # agreed in March'],
      ['objectives: { rto: 20m, mtpd: 4h } # agreed in March'],
    ],
    [
      'a quoted text stays quoted',
      set(['name'], 'Sign-in'),
      ['name: "Clinical sign-in"'],
      ['name: "Sign-in"'],
    ],
    [
      'a field comes where the documentation has it',
      set(['objectives', 'wrt'], '10m'),
      ['objectives: { rto: 15m, mtpd: 4h } # agreed in March'],
      ['objectives: { rto: 15m, wrt: 10m, mtpd: 4h } # agreed in March'],
    ],
    [
      'a comment after a value stays',
      set(['impact', '4h', 'revenue'], 5),
      ['    revenue: 1400000 # estimated'],
      ['    revenue: 5 # estimated'],
    ],
    ['a new line in a group', set(['impact', '4h', 'safety'], 'severe'), [], ['    safety: severe']],
    [
      'an item in brackets',
      add(['depends_on'], 'pharmacy'),
      ['depends_on: [directory,  network-core]'],
      ['depends_on: [directory,  network-core, pharmacy]'],
    ],
    [
      'one item of a list in brackets',
      set(['depends_on'], ['directory']),
      ['depends_on: [directory,  network-core]'],
      ['depends_on: [directory]'],
    ],
    [
      'an item after the last, written as that is',
      add(['probes'], { id: 'x', port: 443 }),
      [],
      ['  - { id: x, port: 443 }'],
    ],
    [
      'the first field of an item gives its place to the next',
      remove(['probes', 0, 'id']),
      ['  - id: agent', '    ssh: systemctl is-active auth-agent'],
      ['  - ssh: systemctl is-active auth-agent'],
    ],
    [
      'a comment above an item stays',
      remove(['probes', 0]),
      ['  - id: agent', '    ssh: systemctl is-active auth-agent'],
      [],
    ],
    [
      'text over several lines',
      set(['plan_b'], 'Wait.\nThen call: Jon\n'),
      ['  Open the emergency accounts.', '', '  Then wait.'],
      ['  Wait.', '  Then call: Jon'],
    ],
    [
      'a group that is not there yet',
      set(['reviewed', 'by'], 'maria.chen'),
      [],
      ['reviewed: { by: maria.chen }'],
    ],
    [
      'what would be read as something else is quoted',
      set(['id'], '*'),
      ['id: sign-in   # the file is called so'],
      ['id: "*"   # the file is called so'],
    ],
  ])('%s', (_what, edit, minus, plus) => {
    expect(changedLines(service, edit, ['rto', 'rpo', 'wrt', 'mtpd'])).toEqual({ minus, plus });
  });
});

test('the last item leaves an empty list, and the last field an empty group', () => {
  const { text } = editYaml('a:\n  - one\nb:\n  c: 1\n', [remove(['a', 0]), remove(['b', 'c'])]);
  expect(text).toBe('a: []\nb: {}\n');
});

test('an empty field gets its value', () => {
  expect(editYaml('a:\nb: 1\n', [set(['a'], 'x'), set(['c', 'd'], 'y')]).text).toBe(
    'a: x\nb: 1\nc: { d: y }\n',
  );
});

test('a file without a line break at its end gets none', () => {
  expect(editYaml('a: 1', [set(['b'], 2)]).text).toBe('a: 1\nb: 2');
});

test('what stands behind an alias is not changed from another place', () => {
  const text = 'a: &x { b: 1 }\nc: *x\n';
  expect(editYaml(text, [set(['c', 'b'], 2)])).toEqual({
    text,
    because: 'c.b is written in a way that a form cannot change. Change it in the YAML view.',
  });
});

test('a text that is not YAML is left as it is', () => {
  const text = 'a: [1\n';
  expect(editYaml(text, [set(['a'], 2)])).toEqual({
    text,
    because: 'The file is not YAML as it stands. Change it in the YAML view.',
  });
});

test('a field called __proto__ is a field', () => {
  expect(editYaml('a: 1\n', [set(['__proto__', 'b'], 'x')]).text).toBe('a: 1\n__proto__: { b: x }\n');
});
