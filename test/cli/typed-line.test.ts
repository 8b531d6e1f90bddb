import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { typedLine } from '../../src/cli/typed-line';

/** What is typed at a terminal, key by key. */
async function typing(keys: string): Promise<string | null> {
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const input = new PassThrough();
  const typed = typedLine('How many? ', { input, output });
  input.write(keys);
  return typed;
}

test('a typed line is the answer, without what stands around it', async () => {
  expect(await typing(' 226 \r')).toBe('226');
});

test.each([
  ['Ctrl C', '22\u0003'],
  ['Ctrl D', '\u0004'],
])('%s in place of an answer is no answer, and no failure of the program', async (_, keys) => {
  expect(await typing(keys)).toBeNull();
});

test('an input that is over before anything was typed is no answer', async () => {
  const input = new PassThrough();
  input.end();
  expect(await typedLine('How many? ', { input, output: new PassThrough() })).toBeNull();
});
