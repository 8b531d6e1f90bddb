import { createHash } from 'node:crypto';

/** A dedupe key as headers and APIs take it: printable ASCII of at most 255 characters, else its SHA-256. */
export function wireKey(dedupe: string): string {
  return /^[!-~]{1,255}$/.test(dedupe) ? dedupe : digestOf(dedupe);
}

/** SHA-256 of a dedupe key in hex: what a mail's Message-ID is made of. */
export const digestOf = (dedupe: string): string => createHash('sha256').update(dedupe, 'utf8').digest('hex');
