import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * Digest of a file, read as a stream: the files here are larger than one wants in memory.
 * @param {string} file
 * @param {'sha256' | 'sha512'} algorithm
 * @param {'hex' | 'base64'} encoding
 */
export async function digestOf(file, algorithm, encoding) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest(encoding);
}

/**
 * Throws, saying what was expected and what came, unless the two are equal.
 * @param {{ what: string, expected: string, got: string }} comparison
 */
export function refuseUnlessEqual({ what, expected, got }) {
  if (expected === got) return;
  throw new Error(
    `Refused: ${what} is not what it should be.\n  expected ${expected}\n  got      ${got}\nNothing was installed.`,
  );
}
