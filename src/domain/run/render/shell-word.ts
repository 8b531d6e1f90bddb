/** The text as one word of a POSIX shell, whatever it contains but NUL: nothing in it means anything to the shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
