import * as z from 'zod';
import { durationMs, durationPattern } from './duration';

/*
 * What one value of a plan file may be. Each carries in its metadata the words for a person:
 * `errorMessage` continues "<field> …", `example` is right. Both also reach the JSON Schemas,
 * where the YAML language server of editors shows them.
 */

const dayMs = 86_400_000;

/** A length of time; the output is milliseconds. Zero is allowed. */
export const duration = z
  .string()
  .regex(durationPattern)
  .meta({ errorMessage: 'must be a duration such as 15m, 4h or 1h30m', example: '15m' })
  .transform((text) => durationMs(text) ?? 0);

/** A length of time above zero; the output is milliseconds. */
export const someTime = duration
  .refine((ms) => ms > 0)
  .meta({ errorMessage: 'must be a duration above zero such as 15m, 4h or 1h30m', example: '15m' });

/** From 100 ms to a day, in milliseconds: what a timer can hold (Node fires a longer one than 2³¹ ms at once). */
export const timerTime = duration
  .refine((ms) => ms >= 100 && ms <= dayMs)
  .meta({ errorMessage: 'must be a duration from 100ms to 24h such as 15s', example: '15s' });

/** A part of the whole in (0, 1], written `20%` or `0.2`. */
export const share = z
  .union([z.number(), z.string().regex(/^\d{1,3}(\.\d{1,6})?%$/)])
  .transform((value) => (typeof value === 'number' ? value : Number.parseFloat(value) / 100))
  .refine((part) => part > 0 && part <= 1)
  .meta({ errorMessage: 'must be a share such as 20% or 0.2, above 0 and at most 100%', example: '20%' });

/** The last millisecond, in UTC, of the day written. */
export const endOfDay = z.iso
  .date()
  .meta({ errorMessage: 'must be a date such as 2027-03-31', example: '2027-03-31' })
  .transform((day) => Date.parse(`${day}T00:00:00Z`) + dayMs - 1);

/** One line of words, trimmed at neither end but not blank. Control characters could forge a line of a log. */
export const line = z
  .string()
  .max(500)
  .refine((text) => text.trim() !== '' && !/\p{Cc}/u.test(text))
  .meta({ errorMessage: 'must be text on one line, at most 500 characters', example: 'some words' });

/** Words that may take several lines; what an event of the journal can hold. */
export const prose = z
  .string()
  .max(20_000)
  .refine((text) => text.trim() !== '' && !/[^\P{Cc}\n\t]/u.test(text))
  .meta({ errorMessage: 'must be text of at most 20,000 characters', example: 'some words' });

/** Handed to a shell as it stands; a NUL byte would cut it short there. */
export const command = z
  .string()
  .max(100_000)
  .refine((text) => text.trim() !== '' && !text.includes('\0'))
  .meta({ errorMessage: 'must be a command', example: 'systemctl is-active auth-agent' });

/** The name by which other files refer to something: small letters, digits, dots, dashes, underscores. */
export const id = z
  .string()
  .max(64)
  .regex(/^[a-z0-9][a-z0-9._-]*$/)
  // Ids are keys of plain objects; `constructor` would find what nobody put there.
  .refine((text) => !(text in {}))
  .meta({
    errorMessage: 'must be an id: small letters, digits, dots, dashes and underscores, at most 64',
    example: 'sign-in',
  });

/** A person's id, or `role:` and a role. */
export const who = z
  .string()
  .max(69)
  .regex(/^(role:)?[a-z0-9][a-z0-9._-]*$/)
  .meta({
    errorMessage: 'must be a person such as maria.chen or a role such as role:operations-lead',
    example: 'role:operations-lead',
  });

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number, example: number) {
  return z
    .int()
    .min(least)
    .max(most)
    .meta({
      errorMessage: `must be a whole number from ${least} to ${most}`,
      example,
    });
}
