import { refuse } from '../../errors';

/** In characters as a person counts them, after compatible forms were made one (NFKC). */
const fewest = 4;
const most = 64;
const aroundTheKeys = ['1234567890', '0987654321'];

/**
 * Refuses a PIN that is too short, too long, or among the first that anyone would try. What else it is made
 * of is the person's own affair. The words never contain the PIN.
 */
export function checkPin(pin: string): void {
  const characters = [...pin.normalize('NFKC')];
  if (characters.length < fewest || characters.length > most)
    refuse(`A PIN has ${fewest} to ${most} characters; this one has ${characters.length}.`);
  if (/\p{Surrogate}/u.test(pin)) refuse('The PIN has half a character in it. Type it anew.');
  if (new Set(characters).size === 1)
    refuse('A PIN that repeats one character is among the first ones tried. Choose another.');
  if (isRun(characters))
    refuse(
      'A PIN that counts up or down, as 1234, abcd and 4321 do, is among the first ones tried. Choose another.',
    );
}

function isRun(characters: readonly string[]): boolean {
  const codes = characters.map((each) => each.codePointAt(0) ?? 0);
  const counts = (step: number) =>
    codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step);
  return counts(1) || counts(-1) || aroundTheKeys.some((keys) => keys.includes(characters.join('')));
}
