import type { Path } from './yaml/locate';

/** Still to be written: TODO in capitals, before a colon where words go and before a dash within a name. */
const marker = /(?<![\p{L}\p{N}_])TODO[:-]/u;

/** What is there of words: those that only say that they are still to be written are none. */
export function said(words: string | undefined): string | undefined {
  return words === undefined || /^\s*TODO:/.test(words) ? undefined : words;
}

export type Placeholder = { readonly path: Path; readonly text: string };

/** Every placeholder in what a file says. What scripts say to those who read them is their own. */
export function placeholdersIn(written: unknown, path: Path = []): readonly Placeholder[] {
  if (typeof written === 'string')
    return marker.test(written) && path.at(-1) !== 'script' ? [{ path, text: written }] : [];
  if (typeof written !== 'object' || written === null) return [];
  const parts: readonly (readonly [PropertyKey, unknown])[] = Array.isArray(written)
    ? [...written.entries()]
    : Object.entries(written);
  return parts.flatMap(([key, value]) => placeholdersIn(value, [...path, key]));
}
