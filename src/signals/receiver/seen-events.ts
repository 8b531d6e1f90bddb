import { createHash } from 'node:crypto';

/** Events remembered; a redelivery later than this many others is judged like a new one, and changes nothing either. */
const mostRemembered = 10_000;

export type SeenEvents = { has(key: string): boolean; add(key: string): void };

/** Remembers which events came, by a digest of their keys, the latest 10,000. */
export function createSeenEvents(): SeenEvents {
  const seen = new Set<string>();
  const digest = (key: string) => createHash('sha256').update(key, 'utf8').digest('base64');
  return {
    has: (key) => seen.has(digest(key)),
    add(key) {
      seen.add(digest(key));
      if (seen.size > mostRemembered) seen.delete(seen.values().next().value as string);
    },
  };
}
