import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type Ask, askLines } from '../../src/cli/ask-line';
import { typedLine, typedLines } from '../../src/cli/typed-line';
import { AppError } from '../../src/errors';

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

/** A terminal at which keys are typed, and what it says. */
function questions() {
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const input = new PassThrough();
  const said: string[] = [];
  const lines = typedLines({ input, output });
  const { ask, close } = askLines({ yes: false, isTerminal: true, lines, say: (line) => said.push(line) });
  return { input, ask, close, said };
}

const number = (ask: Ask, question: string) =>
  ask({
    ...{ question, otherwise: '7', flag: '--number' },
    read: (typed) => {
      if (/^\d+$/.test(typed)) return Number(typed);
      throw new AppError('invalid-input', `"${typed}" is no number.`);
    },
  });

describe('several questions', () => {
  test('take what was typed ahead of them, line by line, and an empty line as the default', async () => {
    const { input, ask, close } = questions();
    input.write('1\r\r3\r');
    const answers = [await number(ask, 'A'), await number(ask, 'B'), await number(ask, 'C')];
    close();
    expect(answers).toEqual([1, 7, 3]);
  });
  test('are asked again with the reason until there is an answer', async () => {
    const { input, ask, said } = questions();
    input.write('one\rtwo\r2\r');
    expect([await number(ask, 'A'), said]).toEqual([2, ['"one" is no number.', '"two" is no number.']]);
  });
  test('end at Ctrl D, after what was typed before it', async () => {
    const { input, ask } = questions();
    input.write('1\r2\r\u0004');
    expect([await number(ask, 'A'), await number(ask, 'B')]).toEqual([1, 2]);
    await expect(number(ask, 'C')).rejects.toThrow('C was asked for and not given. Nothing was written.');
  });
  test('are not asked again for a failure of the program', async () => {
    const { input, ask } = questions();
    input.write('1\r');
    const read = () => Promise.reject(new TypeError('broken'));
    await expect(ask({ question: 'A', otherwise: '', flag: '--a', read })).rejects.toThrow('broken');
  });
});
