import { expect, test } from 'vitest';
import { marked } from '../../../src/domain/comms/drill-mark';
import type { Message } from '../../../src/domain/comms/message';
import { minutes, utc } from '../../../src/domain/comms/moment-words';
import { oneLine, plainText } from '../../../src/domain/comms/plain-text';
import { noon } from '../../helpers/hospital';

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

test('outside of live work a message begins by saying so, once', () => {
  const message = { subject: 'Sign-in is down', text: 'Since noon.\nMore.' } as Message;
  const words = (each: Message) => [each.subject, each.text];
  expect([
    words(marked(message, 'live')),
    words(marked(message, 'drill')),
    words(marked(marked(message, 'tabletop'), 'tabletop')),
  ]).toEqual([
    ['Sign-in is down', 'Since noon.\nMore.'],
    ['DRILL — Sign-in is down', 'DRILL — Since noon.\nMore.'],
    ['TABLETOP — Sign-in is down', 'TABLETOP — Since noon.\nMore.'],
  ]);
});

test('lengths of time are told in whole minutes, moments of another day with their date', () => {
  expect([
    ...[0, 59_999, 60_000, 3_599_999, 3_600_000, 4_000_000, -1].map(minutes),
    ...[utc(noon, noon), utc(noon - 43_200_001, noon)],
  ]).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '59 min',
    '1 h',
    '1 h 6 min',
    '0 s',
    '12:00 UTC',
    '2026-09-30 23:59 UTC',
  ]);
});
