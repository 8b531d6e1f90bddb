/** Controls, direction overrides, invisible joiners and broken surrogates: nothing of it belongs on a screen. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Words from outside made safe for a screen and a record: one line, without characters that control, reorder or
 * hide text, at most `most` characters (an ellipsis says that there were more).
 */
export function plainWords(text: string, most: number): string {
  // Bounds the work that a flood of spaces or control characters can cause.
  const looked = text.slice(0, most * 4);
  const line = looked.replace(/\s+/g, ' ').replace(unseen, '').trim();
  if (line.length <= most && looked.length === text.length) return line;
  return `${line.slice(0, most - 1).replace(unseen, '')}…`;
}
