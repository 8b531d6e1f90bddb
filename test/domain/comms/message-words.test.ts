import { expect, test } from 'vitest';
import { marked } from '../../../src/domain/comms/drill-mark';
import type { Message } from '../../../src/domain/comms/message';
import { minutes, utc } from '../../../src/domain/comms/moment-words';
import { noon } from '../../helpers/hospital';

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
