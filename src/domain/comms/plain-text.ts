/**
 * Words as they may be shown and sent anywhere: line ends are `\n`, and what is not seen but changes how the
 * rest is read (control characters, direction overrides, lone surrogates) is gone. At most `limit` characters.
 */
export function plainText(text: string, limit: number): string {
  const clean = text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\n\P{Cc}]|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim();
  return cut(clean, limit);
}

/** The same on one line: what a subject, a reason or a name may be. */
export function oneLine(text: string, limit: number): string {
  return cut(plainText(text, Number.POSITIVE_INFINITY).replace(/\s+/g, ' '), limit);
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // By characters, so that none is cut in half.
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > limit - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
