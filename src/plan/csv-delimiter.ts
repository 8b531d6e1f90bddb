/** Comma, semicolon or tab: what the first line has most of outside of quotes. */
export function delimiterOf(text: string): string {
  const head =
    text
      .slice(0, 10_000)
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)[0] ?? '';
  const bare = head.replace(/"[^"]*"/g, '');
  const count = (sign: string) => bare.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
