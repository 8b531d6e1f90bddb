import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOutputCleaner } from '../../src/execution/clean-output';
import { createMask } from '../../src/execution/mask-secrets';

/** Everything said in chunks of these sizes, one after the other and then again. */
function masked(text: string, secrets: readonly string[], sizes: readonly number[]): string {
  const mask = createMask(secrets);
  let shown = '';
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    shown += mask.write(text.slice(at, at + size));
    at += size;
  }
  return shown + mask.finish();
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 });
const secretsOf = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 2, maxLength: 5 }), {
  minLength: 1,
  maxLength: 3,
});
const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

test('no secret is ever shown, however what is said is cut, and the cuts change nothing', () => {
  fc.assert(
    fc.property(letters, secretsOf, sizes, (text, secrets, cuts) => {
      const shown = masked(text, secrets, cuts);
      expect([secrets.filter((secret) => shown.includes(secret)), shown]).toEqual([
        [],
        masked(text, secrets, [1_000]),
      ]);
    }),
    { numRuns: 2_000 },
  );
});

test('what is no secret is shown as it was said', () => {
  fc.assert(
    fc.property(fc.string(), sizes, (text, cuts) => {
      fc.pre(!text.includes('secret'));
      expect(masked(text, ['secret'], cuts)).toBe(text);
    }),
  );
});

test('a secret is not shown in the output that is kept, neither in colour nor at the place where it is cut', () => {
  const cleaner = createOutputCleaner(12, ['pass word']);
  const say = (from: 'stdout' | 'stderr', text: string) =>
    cleaner.write(from, new TextEncoder().encode(text));
  say('stdout', 'pa');
  say('stderr', 'it');
  say('stdout', '\x1b[31mss\x1b[0m wo');
  say('stdout', 'rd, then pass word');
  expect(cleaner.finish()).toBe('it•••,\n[output cut at 12 bytes]');
});
