import { expect, test } from 'vitest';
import { oneLine, plainText } from '../../src/domain/plain-text';

test('what is not seen but changes how the rest is read is gone; words of any script stay', () => {
  expect([
    plainText('a\r\nb\rc\u2028d\te', 100),
    plainText('\u001b[31mred\u0000\u0007 \u202Etxt.exe\u2066\uFEFF', 100),
    plainText('Zürich 東京 नमस्ते 👩‍⚕️', 100),
    plainText('half \uD83D end', 100),
    oneLine(' Subject:\r\nBcc: everyone\n\nhi ', 100),
  ]).toEqual([
    'a\nb\nc\nd e',
    '[31mred txt.exe',
    'Zürich 東京 नमस्ते 👩‍⚕️',
    'half \uFFFD end',
    'Subject: Bcc: everyone hi',
  ]);
});

test('what is too long is cut between characters and says so', () => {
  expect([oneLine('x'.repeat(20), 10), oneLine('👩👩👩', 5), oneLine('x'.repeat(10), 10)]).toEqual([
    'xxxxxxxxx…',
    '👩👩…',
    'xxxxxxxxxx',
  ]);
});

test('on one line there is nothing that controls, hides or reorders what is read', () => {
  const hostile = ' a\r\n\tb\u0000\u001b[31mc\u202ed\u200b\u061ce\ufeff\u00ad\ud800f\u2028 ';
  expect([oneLine(hostile), oneLine(hostile, 100)]).toEqual(Array(2).fill('a b [31mcde\ufffdf'));
});

test('a cut goes through no character, and nothing that fits is cut', () => {
  expect([oneLine('abcdef', 6), oneLine('abcdefg', 6), oneLine('abcd😀😀', 6)]).toEqual([
    'abcdef',
    'abcde…',
    'abcd…',
  ]);
});

test('a flood of what is not seen costs no more than the limit', () => {
  expect([oneLine('\u0000'.repeat(1_000_000), 10), plainText(' '.repeat(1_000_000), 10)]).toEqual(['…', '…']);
});
