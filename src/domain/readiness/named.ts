const shown = 3;

/** "0 of 240 endpoints …", or "5 of 240 endpoints …: a, b, c and 2 more". */
export function named(names: readonly string[], total: number, what: string): string {
  if (names.length === 0) return `0 of ${total} ${what}`;
  const rest = names.length > shown ? ` and ${names.length - shown} more` : '';
  return `${names.length} of ${total} ${what}: ${names.slice(0, shown).join(', ')}${rest}`;
}
