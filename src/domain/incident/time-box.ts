import { refuse } from '../../errors';

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };
const shortestMs = 1000;
const longestMs = 86_400_000;

/** The length that a word such as `90s`, `5m` or `2h` means, in milliseconds; null when it is another word. */
export function readTimeBox(word: string): number | null {
  const [, many, unit] = /^(\d+)(s|m|min|h)$/i.exec(word) ?? [];
  if (many === undefined || unit === undefined) return null;
  return requireTimeBox(Number(many) * (unitMs[unit.toLowerCase()] ?? 0));
}

/** Refuses a length that nobody can mean: under a second, over a day, or no whole number of milliseconds. */
export function requireTimeBox(forMs: number): number {
  if (Number.isSafeInteger(forMs) && forMs >= shortestMs && forMs <= longestMs) return forMs;
  return refuse('A time-box is from 1 s to 24 h. Write it as 90s, 5m or 2h.');
}
