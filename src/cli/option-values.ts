import { InvalidArgumentError } from 'commander';

/** Takes a whole number in a range; anything else is wrong usage, in words. */
export function whole(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

/** Takes a share as `0.8` or `80%`. */
export function fraction(text: string): number {
  const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Give a share such as 0.8 or 80%.');
}

/** Takes a moment as ISO 8601, such as `2026-11-23T02:10Z`; gives Unix milliseconds. */
export function moment(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new InvalidArgumentError('Give a moment such as 2026-11-23T02:10Z.');
}

/** Gathers `name=value`; whatever follows the first `=` is the value. A name that is given twice is wrong usage. */
export function assignment(
  text: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(0, at));
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new InvalidArgumentError('Give a value such as unit=auth-agent.');
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} is given twice.`);
  return { ...before, [name]: text.slice(at + 1) };
}
