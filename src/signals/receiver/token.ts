import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares with the token in a time that says nothing of how much of it was right. */
export function tokenCheck(token: string): (candidate: string) => boolean {
  const digest = digestOf(token);
  return (candidate) => timingSafeEqual(digestOf(candidate), digest);
}

/** What follows `Bearer` in an Authorization header; empty when it is of another kind, null when there is none. */
export function bearerOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  return /^bearer +(\S+) *$/i.exec(header)?.[1] ?? '';
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
