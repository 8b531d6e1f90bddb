import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPin } from '../../src/domain/operator/pin-rule';
import { refusal } from '../helpers/refusal';

const said = (pin: string) => refusal(() => checkPin(pin));

test.each(['2580', '1243', 'abce', 'maria', '12 4', 'naïve', '🔒🔑🔒🔑', 'x'.repeat(63).concat('y')])(
  '%j may be a PIN',
  (pin) => {
    expect(said(pin)).toBe('accepted');
  },
);

test.each(['0000', 'aaaaaaaa', '🔑🔑🔑🔑', '①1①1'])('%j repeats one character', (pin) => {
  expect(said(pin)).toContain('repeats one character');
});

test.each(['1234', '4321', 'abcd', 'zyxw', '45678', '67890', '1234567890', '0987654321', '１２３４', 'αβγδ'])(
  '%j counts up or down',
  (pin) => {
    expect(said(pin)).toContain('counts up or down');
  },
);

test('the length is counted as a person counts, after compatible forms were made one', () => {
  expect([
    said('135'),
    said('🔑🔒🔑'),
    said('e\u0301e\u0301ab'),
    said('12'.repeat(33)),
    said('ﷺ'.repeat(4)),
  ]).toEqual([
    'refused: A PIN has 4 to 64 characters; this one has 3.',
    'refused: A PIN has 4 to 64 characters; this one has 3.',
    'accepted',
    'refused: A PIN has 4 to 64 characters; this one has 66.',
    'refused: A PIN has 4 to 64 characters; this one has 72.',
  ]);
});

test('half a character is refused: every such half would be the same one', () => {
  expect(said('abc\ud83d')).toBe('refused: The PIN has half a character in it. Type it anew.');
});

test('whatever is typed, the refusal does not repeat it', () => {
  const words = ['135x', '0000', '1234', '2'.repeat(65), '\ud83dabc'].map(said).join(' ');
  const typed = fc.string({ unit: 'binary', minLength: 8, maxLength: 80 });
  fc.assert(fc.property(typed, (pin) => words.includes(pin) || !said(pin).includes(pin)));
});
