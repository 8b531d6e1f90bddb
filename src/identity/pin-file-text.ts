import { z } from 'zod';
import type { PinHash } from './pin-hash';

/** Bytes in base64. */
const bytes = (fewest: number, most: number) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine(
      ({ length }) => length >= fewest && length <= most,
      `must be ${fewest} to ${most} bytes in base64`,
    );

/** Bounded, so that a file from elsewhere can neither stall this machine nor fill its memory. */
const cost = z.strictObject({
  N: z
    .int()
    .min(2 ** 10)
    .max(2 ** 18)
    .refine((value) => Number.isInteger(Math.log2(value)), 'must be a power of two'),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
});

const shape = z.strictObject({
  version: z.literal(1),
  pins: z.array(
    z.strictObject({
      // As in the plan.
      person: z
        .string()
        .max(64)
        .refine((id) => /^[a-z0-9][a-z0-9._-]*$/.test(id) && !(id in {}), 'must be an id of the plan'),
      scrypt: cost,
      salt: bytes(16, 64),
      hash: bytes(32, 64),
    }),
  ),
});

export type PinHashes = ReadonlyMap<string, PinHash>;

/** What a PIN file says. @throws Error whose message continues "it cannot be used: …" and holds nothing of a hash */
export function parsePins(text: string): PinHashes {
  const parsed = shape.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join('.');
    throw new Error(`${place ? `${place}: ` : ''}${issue?.message}`);
  }
  const pins = new Map<string, PinHash>();
  for (const { person, scrypt, salt, hash } of parsed.data.pins) {
    if (pins.has(person)) throw new Error(`${person} stands in it twice`);
    pins.set(person, { cost: scrypt, salt, hash });
  }
  return pins;
}

/** The other way round; one person a line, so that one can be taken out by hand. */
export function pinsText(pins: PinHashes): string {
  const rows = [...pins].map(([person, { cost: scrypt, salt, hash }]) => {
    const encoded = { salt: salt.toString('base64'), hash: hash.toString('base64') };
    return `    ${JSON.stringify({ person, scrypt, ...encoded })}`;
  });
  return `{\n  "version": 1,\n  "pins": [\n${rows.join(',\n')}\n  ]\n}\n`;
}

/** What the parser of JSON says when it fails quotes the text, and with it a hash. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
}
