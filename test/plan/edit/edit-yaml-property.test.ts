import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import {
  type EditPath,
  editedValue,
  isGroup,
  isList,
  type Plain,
  type PlanEdit,
  plainAt,
} from '../../../src/domain/plan/plan-edit';
import { editYaml } from '../../../src/plan/edit/edit-yaml';
import { endOf, lineStart, nextLine, reach, startOf } from '../../../src/plan/edit/yaml-places';
import { parseYaml } from '../../../src/plan/yaml/parse-yaml';

const set = (path: EditPath, value: Plain): PlanEdit => ({ op: 'set', path, value });
const remove = (path: EditPath): PlanEdit => ({ op: 'remove', path });
const add = (path: EditPath, value: Plain): PlanEdit => ({ op: 'add', path, value });

/* Files as people write them: groups and lists, between brackets or line by line, with comments and empty lines. */
const leaf = fc.oneof(
  fc.constantFrom<Plain>(
    '15m',
    'role:deputy',
    '*',
    'a, b',
    'x: y',
    'no',
    "it's",
    '',
    '# no comment',
    '10%',
    ' spaced ',
    'two\nlines',
    'end\n',
  ),
  fc.integer({ min: -5, max: 5000 }),
  fc.boolean(),
);
const name = fc.constantFrom('id', 'name', 'do', 'when', 'rto', '1h', 'max_endpoints', 'x y', 'to');
const tree = fc.letrec<{ any: Plain }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(name, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any;
const group = fc.dictionary(name, tree, { minKeys: 1, maxKeys: 6, noNullPrototype: true });
const layout = fc.record({
  flowFrom: fc.integer({ min: 1, max: 4 }),
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  comments: fc.array(fc.nat(40), { maxLength: 4 }),
});

type Layout = {
  readonly flowFrom: number;
  readonly indent: number;
  readonly indentSeq: boolean;
  readonly comments: readonly number[];
};

function written(value: Plain, { flowFrom, indent, indentSeq, comments }: Layout): string {
  const document = parseDocument(stringify(value, { lineWidth: 0, indent, indentSeq }));
  const flow = (node: unknown, depth: number): void => {
    const inner = node as { flow?: boolean; items?: unknown[]; value?: unknown } | null;
    if (!inner?.items) return;
    if (depth >= flowFrom) inner.flow = true;
    for (const item of inner.items)
      flow(
        (item as { key?: unknown; value?: unknown }).key ? (item as { value?: unknown }).value : item,
        depth + 1,
      );
  };
  flow(document.contents, 0);
  const text = document.toString({ lineWidth: 0, indent, indentSeq, flowCollectionPadding: true });
  const lines = text.split('\n');
  // A comment may stand above every line that begins a field or an item outside of a longer text.
  for (const at of comments) {
    const line = lines[at % lines.length];
    if (line && /^ *(- |[a-z0-9]+:)/.test(line))
      lines.splice(at % lines.length, 0, `${/^ */.exec(line)?.[0]}# said at ${at}`, '');
  }
  const result = lines.join('\n');
  return JSON.stringify(parseYaml('', result).yaml?.value) === JSON.stringify(value) ? result : text;
}

/** Every place in a value. */
function places(value: Plain, path: EditPath = []): EditPath[] {
  const inner = isList(value)
    ? value.flatMap((item, index) => places(item, [...path, index]))
    : isGroup(value)
      ? Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]))
      : [];
  return path.length === 0 ? inner : [path, ...inner];
}

const editOf = (value: Plain) =>
  fc
    .record({
      at: fc.nat(),
      kind: fc.constantFrom('set', 'leaf', 'field', 'add', 'remove'),
      value: tree,
      leaf,
      name,
    })
    .map((drawn): PlanEdit => {
      const all = places(value);
      const path = all[drawn.at % all.length] ?? ['id'];
      const there = plainAt(value, path);
      if (drawn.kind === 'remove') return remove(path);
      if (drawn.kind === 'add' && isList(there)) return add(path, drawn.value);
      if (drawn.kind === 'field' && isGroup(there)) return set([...path, drawn.name], drawn.value);
      return set(path, drawn.kind === 'set' ? drawn.value : drawn.leaf);
    });

test('for any edits of any file the text says what was asked for, and every line outside of what was named is untouched', () => {
  fc.assert(
    fc.property(group, layout, fc.gen(), fc.nat(3), (value, how, gen, more) => {
      let text = written(value, how);
      let now: Plain = parseYaml('', text).yaml?.value as Plain;
      for (let turn = 0; turn <= more && places(now).length > 0; turn += 1) {
        const edit = gen(() => editOf(now));
        const after = editedValue(now, edit);
        if (after === undefined || (isGroup(after) && Object.keys(after).length === 0)) return;
        const edited = editYaml(text, [edit]);
        expect([edited.because, parseYaml('', edited.text).yaml?.value]).toEqual([null, after]);
        const [before, behind] = around(text, edit);
        expect(edited.text.startsWith(before) && edited.text.endsWith(behind)).toBe(true);
        text = edited.text;
        now = after;
      }
    }),
    { numRuns: 100, endOnFailure: true },
  );
});

/**
 * The lines before and after the smallest thing that is there of what an edit names. What loses its last part is named
 * itself, and so is the field that takes the place of one that stood behind a dash.
 */
function around(text: string, { op, path }: PlanEdit): readonly [string, string] {
  const document = parseDocument(text, { keepSourceTokens: true });
  const named = reach(document, path);
  const isLast = op === 'remove' && named.holder?.items.length === 1;
  const { node, pair, holder } = isLast ? reach(document, path.slice(0, -1)) : named;
  const part = pair ?? node;
  const from = lineStart(text, startOf(part));
  const isBehindDash = op === 'remove' && /-/.test(text.slice(from, startOf(part)));
  const next = isBehindDash ? holder?.items[holder.items.indexOf(part as never) + 1] : undefined;
  const to = nextLine(text, next ? startOf(next) : endOf(part));
  return [text.slice(0, from), text.slice(to)];
}
