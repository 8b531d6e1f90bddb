/** How many, with the noun: `1 endpoint`, `1,284 endpoints`. */
export const counted = (many: number, noun: string): string =>
  `${many.toLocaleString('en')} ${many === 1 ? noun : `${noun}s`}`;

/** The time of day of a moment (Unix ms) in UTC, `09:14:20`. */
export const utcClock = (at: number): string => new Date(at).toISOString().slice(11, 19);

/** A day and time of day in UTC, `2026-10-01 09:14:20 UTC`. */
export const utcMoment = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** The first of a list and how many were left out: `a, b, c and 4 more`. */
export function someOf(list: readonly string[], most: number): string {
  const left = list.length - most;
  return left > 0
    ? `${list.slice(0, most).join(', ')} and ${left.toLocaleString('en')} more`
    : list.join(', ');
}

/** With a capital at the front, for words that begin a sentence. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Joins what people said into sentences: a full stop between them only where none of their own ends one. */
export const sentences = (...parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .map((part, index, all) => (index === all.length - 1 || /[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
