/*
 * Words from outside, be it a person, a sender of alerts or an endpoint, made safe for a screen, a record and a
 * message: nothing is left of what is not seen but changes how the rest is read (control characters, turns of the
 * reading direction, invisible characters, lone surrogates). The two joiners stay: scripts and emoji are made of them.
 */
const unseen = /[^\n\P{Cc}]|(?!\u200c|\u200d)\p{Cf}/gu;

/**
 * Lines of at most `most` characters in all, which end in `\n`; an ellipsis says that there were more.
 * Of a longer text only four times as much is looked at, which bounds what a flood of unseen characters can cost.
 */
export const plainText = (text: string, most: number): string => shortened(text, most, plain);

/** The same on one line: what a subject, a reason, a name or a label may be. */
export const oneLine = (text: string, most = Number.POSITIVE_INFINITY): string =>
  shortened(text, most, (looked) => plain(looked.replace(/\p{Cc}/gu, ' ')).replace(/\s+/g, ' '));

function plain(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(unseen, '')
    .replace(/\p{Cs}/gu, '\ufffd');
}

function shortened(text: string, most: number, clean: (text: string) => string): string {
  const looked = text.slice(0, most * 4);
  const kept = clean(looked).trim();
  if (kept.length <= most && looked.length === text.length) return kept;
  // Never through a character that takes two places.
  const end = /^[\ud800-\udbff]$/.test(kept.charAt(most - 2)) ? most - 2 : most - 1;
  return `${kept.slice(0, end).trimEnd()}…`;
}

/**
 * The same for words that are written once and trusted ever after, such as those of a plan: they are refused rather
 * than mended. A joiner behind a Latin letter joins nothing, and only makes two names look alike.
 */
const hidden =
  /[^\n\r\t\P{Cc}]|[\u2028\u2029]|(?!\p{Join_C})\p{Cf}|(?<![^\p{ASCII}\p{sc=Latin}\p{Join_C}])\p{Join_C}/u;

/** The first such character, by its place in UTF-16 code units, and in words what it does; null = there is none. */
export function hiddenIn(text: string): { readonly at: number; readonly words: string } | null {
  const found = hidden.exec(text);
  if (!found) return null;
  const [character] = found;
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return { at: found.index, words: `U+${code}, which ${effectOf(character)}` };
}

function effectOf(character: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(character)) return 'controls a screen or a log';
  return /\p{Bidi_C}/u.test(character) ? 'turns the reading direction' : 'is not seen';
}
