/**
 * Writes records as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe in front, which
 * `fromKept` takes away: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function keptCsv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, ...rows.map((row) => row.map(guarded))];
  return `${lines.map((row) => row.map(quoted).join(',')).join('\n')}\n`;
}

/** The cell as it was before it was kept. */
export const fromKept = (cell: string): string => (/^'['=+\-@]/.test(cell) ? cell.slice(1) : cell);

const guarded = (cell: string): string => (/^['=+\-@]/.test(cell) ? `'${cell}` : cell);

const quoted = (cell: string): string =>
  /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Several texts in one cell. */
export const joined = (texts: readonly string[]): string =>
  texts.map((text) => text.replaceAll('|', '/')).join(' | ');

export const parted = (cell: string): readonly string[] => cell.split(' | ').filter((text) => text !== '');
