import { Text } from '@codemirror/state';
import { expect, test } from 'vitest';
import { startAbove } from '../../renderer/plan/yaml-colours';
import { indentAfter } from '../../renderer/plan/yaml-typing';

test.each([
  ['name: Sign-in', 0],
  ['steps:', 2],
  ['  - id: stop', 4],
  ['  - - a', 6],
  ['  - script: |', 6],
  ['    run: >- # folded', 6],
  ['    at: 12:30', 4],
  ['', 0],
])('below %o YAML goes on in column %i', (line, column) => {
  expect(indentAfter(line)).toBe(column);
});

/** The line, from 1, from which on the lines around this one are parsed. */
function parsedFrom(lines: readonly string[], line: number): number {
  const doc = Text.of([...lines]);
  return doc.lineAt(startAbove(doc, doc.line(line).from)).number;
}

test('colours begin at a line that no text of several lines goes on in, and no further above than is seen to', () => {
  const script = [
    'steps:',
    '  - id: put',
    '    script: |',
    '      id: not a field',
    '      # nor a comment',
    '',
    '      x',
  ];
  const far = [
    'people:',
    ...Array.from({ length: 5000 }, (_, index) => `  ${index % 2 ? '  name' : '- id'}: p`),
  ];
  expect([
    parsedFrom(script, 7),
    parsedFrom(['# all', 'a: 1', '# more', '  b'], 4),
    parsedFrom(far, 4000),
  ]).toEqual([1, 2, 4000]);
});
