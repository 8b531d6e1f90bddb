/** Stands for a secret in everything that is shown or kept. */
export const masked = '•••';

/** Takes a stream of text apart at secrets, wherever the chunks of it end. */
export type Mask = {
  /** What of the text so far can be shown; the beginning of a possible secret is held back. */
  write(text: string): string;
  /** What was held back, when nothing more comes. */
  finish(): string;
};

export function createMask(secrets: readonly string[]): Mask {
  // The longest first, so that a secret that begins like another is masked whole.
  const known = secrets.filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  if (known.length === 0) return { write: (text) => text, finish: () => '' };
  let held = '';

  const take = (isEnd: boolean): string => {
    let shown = '';
    let at = 0;
    while (at < held.length) {
      const rest = held.length - at;
      // Of two secrets that begin here the longer may still be on its way.
      if (!isEnd && known.some((secret) => secret.length > rest && held.endsWith(secret.slice(0, rest))))
        break;
      const said = known.find((secret) => held.startsWith(secret, at));
      shown += said === undefined ? held.charAt(at) : masked;
      at += said?.length ?? 1;
    }
    held = held.slice(at);
    return shown;
  };
  return {
    write(text) {
      held += text;
      return take(false);
    },
    finish: () => take(true),
  };
}
