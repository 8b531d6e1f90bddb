import { z } from 'zod';
import { oneLine } from '../../domain/plain-text';
import { malformed } from './refusal';

/*
 * What the schemas of all senders are made of. Their error texts follow the name of the field:
 * `alerts[3].startsAt` + `must be …`.
 */

/** Text of 1 to `most` characters; control characters are removed. */
export const text = (most: number) =>
  z
    .string({ error: `must be text of 1 to ${most} characters` })
    .max(most, { error: `must be text of 1 to ${most} characters` })
    .transform((value) => oneLine(value, most))
    .refine((value) => value !== '', { error: `must be text of 1 to ${most} characters` });

/** A moment as RFC 3339 writes it, in Unix milliseconds. */
export const dateTime = z.iso
  .datetime({ offset: true, error: 'must be a date and time such as 2026-10-01T12:00:00Z' })
  .max(64, { error: 'must be a date and time of at most 64 characters' })
  .transform((value) => Date.parse(value));

/**
 * When something began, as far as its sender said. A time before 1970 was never set (Go writes it as year 1), and
 * taken for true it would be an outage of two thousand years.
 */
export const begun = (
  at: number | null | undefined,
  now: number,
): { readonly startsAt: number; readonly untimed?: true } =>
  at != null && at > 0 ? { startsAt: at } : { startsAt: now, untimed: true };

/** Anything with names; what is in it is looked at by whoever needs it. */
export const members = z.record(z.string(), z.unknown(), { error: 'must be an object' });

/** The first of these that is text with something in it. */
export function firstText(...candidates: readonly unknown[]): string | undefined {
  return candidates.find((each): each is string => typeof each === 'string' && each.trim() !== '');
}

/** Parses, or refuses with the place and what would be right there. @param at where `value` stands in the body */
export function shaped<S extends z.ZodType>(schema: S, value: unknown, at = ''): z.infer<S> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const issue = error.issues[0];
  const where = issue?.path.reduce<string>(
    (so, key) =>
      typeof key === 'number' ? `${so}[${key}]` : so === '' ? String(key) : `${so}.${String(key)}`,
    at,
  );
  const named = where === undefined || where === '' ? 'The body' : oneLine(where, 200);
  throw malformed(`${named} ${oneLine(issue?.message ?? 'is not what is expected here', 300)}.`);
}

/** Parses item by item and stops at the first bad one, so that a million bad ones cost no more than it. */
export function eachShaped<S extends z.ZodType>(
  schema: S,
  values: readonly unknown[],
  at: string,
): z.infer<S>[] {
  return values.map((value, index) => shaped(schema, value, `${at}[${index}]`));
}

/** A link that a person may follow, or undefined: only http and https, at most 2,000 characters. */
export function webLink(value: unknown): { readonly runbookUrl?: string } {
  if (typeof value !== 'string' || value.length > 2000) return {};
  try {
    const url = new URL(value);
    return url.protocol === 'https:' || url.protocol === 'http:' ? { runbookUrl: url.href } : {};
  } catch {
    return {};
  }
}
