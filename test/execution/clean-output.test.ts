import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, createOutputCleaner } from '../../src/execution/clean-output';

const encode = (text: string) => new TextEncoder().encode(text);

function clean(bytes: Uint8Array, chunkSize = bytes.length || 1, limit = 1_000): string {
  const cleaner = createOutputCleaner(limit);
  for (let at = 0; at < bytes.length; at += chunkSize)
    cleaner.write('stdout', bytes.subarray(at, at + chunkSize));
  return cleaner.finish();
}

test('streams are kept in the order they came', () => {
  const cleaner = createOutputCleaner(100);
  cleaner.write('stdout', encode('a'));
  cleaner.write('stderr', encode('b'));
  cleaner.write('stdout', encode('c'));
  expect(cleaner.finish()).toBe('abc');
});

test.each([
  ['colours', '\x1b[1;31mred\x1b[0m', 'red'],
  ['cursor moves', 'a\x1b[2J\x1b[10;10Hb', 'ab'],
  ['window titles ended by BEL', '\x1b]0;owned\x07ok', 'ok'],
  ['window titles ended by ST', '\x1b]0;owned\x1b\\ok', 'ok'],
  ['device control strings', '\x1bPq#0;2;0;0;0\x1b\\ok', 'ok'],
  ['C1 control sequences', '\x9b31mred\x9d0;x\x9cok', 'redok'],
  ['character set switches', '\x1b(Bok\x1b#8', 'ok'],
  ['NUL, bell, backspace and delete', 'a\0b\x07c\x08d\x7fe', 'abcde'],
  ['direction overrides and invisible marks', 'ab\u202ecd\u2066e\u200b\ufeff', 'abcde'],
  ['a dangling escape', 'ok\x1b', 'ok'],
  ['an aborted sequence', 'a\x1b[12\x01b', 'ab'],
])('%s are removed', (_, hostile, shown) => {
  expect(clean(encode(hostile))).toBe(shown);
});

test('an escape left open swallows no more than its own line', () => {
  expect(clean(encode('\x1b]0;never closed\nsecond line\n'))).toBe('\nsecond line\n');
});

test('tabs and line ends stay, carriage returns become line ends', () => {
  expect(clean(encode('a\tb\r\nc\r\r\nd\re\n'))).toBe('a\tb\nc\nd\ne\n');
});

test('chunks may split characters and escapes anywhere', () => {
  const text = encode('süß 🏥\x1b[31m日本\x1b]0;x\x07\r\nend');
  for (let size = 1; size <= text.length; size += 1) expect(clean(text, size)).toBe('süß 🏥日本\nend');
});

test('a character split between the streams does not mix them', () => {
  const cleaner = createOutputCleaner(100);
  const [first, ...rest] = encode('ü');
  cleaner.write('stdout', Uint8Array.of(first ?? 0));
  cleaner.write('stderr', encode('!'));
  cleaner.write('stdout', Uint8Array.from(rest));
  expect(cleaner.finish()).toBe('!ü');
});

test('bytes that are not UTF-8 become replacement characters', () => {
  expect(clean(Uint8Array.of(0x61, 0xff, 0x62, 0xc3))).toBe('a\ufffdb\ufffd');
});

test('output is cut at the limit, between characters, and says so', () => {
  expect(clean(encode('abcdü more'), 3, 5)).toBe('abcd\n[output cut at 5 bytes]');
});

test('output of exactly the limit is not called cut', () => {
  expect(clean(encode('abcde'), 2, 5)).toBe('abcde');
});

test('a flood of control characters is given up, not searched for text for ever', () => {
  expect(clean(new Uint8Array(10_000), 100, 10)).toBe('\n[output cut at 10 bytes]');
});

test('words of the other side become one line', () => {
  expect(cleanText('no\r\nway\x1b[31m\n')).toBe('no way');
});

test('whatever comes, however it is split, nothing but text and line ends is kept', () => {
  const shown = /^[\t\n\u0020-\u007e\u00a0-\u{10ffff}]*$/u;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (bytes, size) => {
      const text = clean(bytes, size);
      expect(text).toMatch(shown);
      expect(text).toBe(clean(bytes));
    }),
  );
});
