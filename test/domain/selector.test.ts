import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSelector, readSelector, selectEndpoints } from '../../src/domain/run/selector';

const fleet = [
  { name: 'ws-1', labels: { role: 'workstation', site: 'north', ward: 'icu' } },
  { name: 'ws-2', labels: { role: 'workstation', site: 'south' } },
  { name: 'db-1', labels: { role: 'database', site: 'north' } },
  { name: 'kiosk 1', labels: { role: 'kiosk', note: 'a "b" & c' } },
];
const chosen = (selector: string) => selectEndpoints(selector, fleet).map((each) => each.name);

/** The message a selector is refused with; it must be an error for a person, with a code. */
function refusal(selector: string): string {
  try {
    parseSelector(selector);
    return 'accepted';
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return `${code}: ${message.slice(0, 200)}`;
  }
}

describe('what a selector chooses', () => {
  test.each([
    ['*', ['ws-1', 'ws-2', 'db-1', 'kiosk 1']],
    ['role=workstation', ['ws-1', 'ws-2']],
    ['role = workstation & site != north', ['ws-2']],
    ['site in (north, south)', ['ws-1', 'ws-2', 'db-1']],
    ['name=db-1', ['db-1']],
    ['name="kiosk 1"', ['kiosk 1']],
    ['!(role=workstation)', ['db-1', 'kiosk 1']],
    ['!role=workstation & site=north', ['db-1']],
    ['!!name=ws-1', ['ws-1']],
    ['site=nowhere', []],
  ])('%s', (selector, names) => {
    expect(chosen(selector)).toEqual(names);
  });

  test('and binds tighter than or, on either side', () => {
    expect([
      chosen('name=ws-2 | site=north & role=database'),
      chosen('site=north & role=database | name=ws-2'),
      chosen('(name=ws-2 | site=north) & role=database'),
    ]).toEqual([['ws-2', 'db-1'], ['ws-2', 'db-1'], ['db-1']]);
  });

  test('the order is that of the inventory, not of the selector', () => {
    expect(chosen('name in (db-1, ws-1)')).toEqual(['ws-1', 'db-1']);
  });
});

describe('groups, words by themselves and wildcards', () => {
  const grouped = [
    { name: 'web-1', labels: { site: 'north' }, groups: ['web', 'production'] },
    { name: 'web-2', labels: { site: 'northwest', lab: 'true' }, groups: ['web'] },
    { name: 'db-1', labels: { lab: 'no', legacy: 'False' }, groups: ['kube-node', 'production'] },
    { name: 'lone', labels: { group: 'web' } },
    { name: 'a*b', labels: {} },
  ];
  test.each([
    ['group=web', ['web-1', 'web-2']],
    ['group:web', ['web-1', 'web-2']],
    ['group!=web', ['db-1', 'lone', 'a*b']],
    ['group in (web, kube-node)', ['web-1', 'web-2', 'db-1']],
    ['group:kube-*', ['db-1']],
    ['web & !production', ['web-2']],
    ['lab', ['web-2']],
    ['!lab & !legacy', ['web-1', 'db-1', 'lone', 'a*b']],
    ['db-1 | lone', ['db-1', 'lone']],
    ['name=web-*', ['web-1', 'web-2']],
    ['web-?', ['web-1', 'web-2']],
    ['site=north*', ['web-1', 'web-2']],
    ['site!=north?*', ['web-1', 'db-1', 'lone', 'a*b']],
    ['site in (nowhere, *west)', ['web-2']],
    ['name="a*b"', ['a*b']],
    ['"web-*"', []],
    ['site & !(site=north)', ['web-2']],
  ])('%s', (selector, names) => {
    expect(selectEndpoints(selector, grouped).map((each) => each.name)).toEqual(names);
  });

  test('a selector tells which labels, groups and words it uses', () => {
    const { labels, groups, words } = readSelector(
      'role=x & group:web & !lab | group in (a, "b") | name=db-* & role in (y)',
    );
    expect([labels, groups, words]).toEqual([['role'], ['web', 'a', 'b'], ['lab']]);
  });

  test('a pattern of many stars does not take for ever', () => {
    const hostile = [{ name: 'a'.repeat(5_000), labels: {} }];
    expect(selectEndpoints(`name=${'*a'.repeat(200)}*b`, hostile)).toEqual([]);
  });
});

describe('a missing label', () => {
  test('equals nothing, so "not equal" holds', () => {
    expect(chosen('ward!=icu')).toEqual(['ws-2', 'db-1', 'kiosk 1']);
  });
  test('equals nothing, not even the empty text', () => {
    expect([chosen('ward=""'), chosen('ward in ("")'), chosen('ward in (icu, "")')]).toEqual([
      [],
      [],
      ['ws-1'],
    ]);
  });
  test('is not borrowed from the prototype', () => {
    expect([chosen('constructor!=x'), chosen('toString=x'), chosen('__proto__=x')]).toEqual([
      ['ws-1', 'ws-2', 'db-1', 'kiosk 1'],
      [],
      [],
    ]);
  });
});

describe('a selector that means nothing is refused with the column', () => {
  test.each([
    ['', 'expected a label, "*", "!" or "(" at the end'],
    ['role workstation', 'expected "&", "|" or the end at column 6, at "workstation"'],
    ['group:', 'expected a group after "group:" at column 1, at "group:"'],
    ['ro*=x', 'expected a name without "*" and "?" before "=" at column 1, at "ro*"'],
    ['role=', 'expected a value at the end'],
    ['role==x', 'expected a value at column 6, at "="'],
    ['role=*', 'expected a value at column 6, at "*"'],
    ['a=b c=d', 'expected "&", "|" or the end at column 5, at "c"'],
    ['a=b &', 'expected a label, "*", "!" or "(" at the end'],
    ['(a=b', 'expected ")" at the end'],
    ['a=b)', 'expected "&", "|" or the end at column 4, at ")"'],
    ['a in ()', 'expected a value at column 7, at ")"'],
    ['a in (b c)', 'expected ")" at column 9, at "c"'],
    ['a in b', 'expected "(" at column 6, at "b"'],
  ])('%s', (selector, words) => {
    expect(refusal(selector)).toBe(`invalid-input: Selector "${selector}": ${words}.`);
  });

  test.each([
    ['a=b; rm -rf /', '";" at column 4'],
    ['a="b', '""" at column 3'],
    ['a=b\u200b', '"\u200b" at column 4'],
    ['$(id)', '"$" at column 1'],
    ['a=💥', '"💥" at column 3'],
  ])('%s holds a character that has no meaning', (selector, words) => {
    expect(refusal(selector)).toBe(`invalid-input: Selector "${selector}": ${words} means nothing here.`);
  });

  test('nesting without end is refused, not a crash', () => {
    const deep = [`${'('.repeat(50_000)}a=b${')'.repeat(50_000)}`, `${'!'.repeat(50_000)}a=b`];
    expect(deep.map((each) => refusal(each).split(':')[0])).toEqual(['invalid-input', 'invalid-input']);
  });
});

test('whatever is typed is either a selector or refused with a code, and a quoted value is only itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const said = refusal(text);
      if (said !== 'accepted' && !said.startsWith('invalid-input: ')) return false;
      if (text.includes('"')) return true;
      const named = [{ name: text, labels: {} }, ...fleet.filter((each) => each.name !== text)];
      return selectEndpoints(`name="${text}"`, named).every((each) => each.name === text);
    }),
    { numRuns: 500 },
  );
});

test('however many endpoints there are, a selector names the same ones in the same order', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'a*', '"a*"', '?');
  const term = fc.oneof(
    fc
      .tuple(fc.constantFrom('role', 'site', 'group', 'name'), fc.constantFrom('=', '!='), word)
      .map((each) => each.join('')),
    fc
      .tuple(fc.constantFrom('role', 'group'), fc.array(word, { minLength: 1, maxLength: 3 }))
      .map(([key, list]) => `${key} in (${list.join(', ')})`),
    word.map((each) => (each.startsWith('"') ? each : `group:${each}`)),
    word,
  );
  const selector = fc
    .array(fc.tuple(fc.constantFrom('', '!'), term), { minLength: 1, maxLength: 4 })
    .chain((terms) =>
      fc
        .array(fc.constantFrom(' & ', ' | '), { minLength: terms.length, maxLength: terms.length })
        .map((joints) =>
          terms.map(([not, each], index) => `${index > 0 ? joints[index] : ''}${not}${each}`).join(''),
        ),
    );
  const text = fc.constantFrom('a', 'b', 'c', 'ab', 'a*');
  const endpoint = fc.record({
    name: text,
    labels: fc.dictionary(fc.constantFrom('role', 'site', 'group'), text),
    groups: fc.array(text, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(selector, fc.array(endpoint, { minLength: 200, maxLength: 260 }), (words, many) => {
      const one = parseSelector(words);
      expect(selectEndpoints(words, many)).toEqual(many.filter(one));
    }),
  );
});

test('a list that was looked at and then grew is looked at again', () => {
  const many = Array.from({ length: 300 }, (_, index) => ({ name: `ws-${index}`, labels: { role: 'a' } }));
  expect(selectEndpoints('role=a', many)).toHaveLength(300);
  many.push({ name: 'late', labels: { role: 'a' } });
  expect(selectEndpoints('role=a', many)).toHaveLength(301);
});

test('of any inventory a selector chooses, in its order, what it matches one by one', () => {
  const value = fc.constantFrom('a', 'b', 'a*', '"a*"', '__proto__');
  const key = fc.constantFrom('role', 'site', 'name', 'group', '__proto__');
  const comparison = fc
    .tuple(key, fc.constantFrom('=', '!='), value)
    .map(([left, operator, right]) => `${left}${operator}${right}`);
  const { selector } = fc.letrec<{ selector: string }>((tie) => ({
    selector: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      comparison,
      fc
        .tuple(tie('selector'), fc.constantFrom(' & ', ' | '), tie('selector'))
        .map((parts) => parts.join('')),
      tie('selector').map((inner) => `(${inner})`),
      tie('selector').map((inner) => `!(${inner})`),
    ),
  }));
  const word = fc.constantFrom('a', 'b', 'a*', 'ab');
  const endpoint = fc.record({
    name: word,
    labels: fc.dictionary(fc.constantFrom('role', 'site'), word),
    groups: fc.array(word, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(selector, fc.array(endpoint, { maxLength: 8 }), (text, endpoints) => {
      expect(selectEndpoints(text, endpoints)).toEqual(endpoints.filter((each) => parseSelector(text)(each)));
    }),
    { numRuns: 500 },
  );
});
