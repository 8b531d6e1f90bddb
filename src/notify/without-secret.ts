/** A piece of a secret that is long enough to help someone guess the rest. */
const pieceLength = 8;

/**
 * Words of the other side, which may say back what they were sent; all of them are left out when any piece of
 * the secret stands in them, as it is or as base64.
 */
export function withoutSecret(words: string, secret: string | null): string {
  if (secret === null || secret === '') return words;
  const heard = words.toLowerCase();
  const spoken = [secret, Buffer.from(secret, 'utf8').toString('base64'), encodeURIComponent(secret)];
  return spoken.some((form) => holdsPiece(heard, form.toLowerCase()))
    ? 'the answer is left out because it repeats the secret'
    : words;
}

function holdsPiece(heard: string, form: string): boolean {
  if (form.length <= pieceLength) return heard.includes(form);
  for (let from = 0; from + pieceLength <= form.length; from += 1)
    if (heard.includes(form.slice(from, from + pieceLength))) return true;
  return false;
}
