/**
 * What endpoints and people say is data: it may not become a heading, a link (also not by itself, as GitHub
 * makes of bare addresses), a table cell, a formula or HTML, nor steer a terminal or turn the reading direction.
 */
export const asText = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\\`*_{}[\]<>#|~&$]|:(?=\/\/)|(?<=www)\./gi, (character) => `\\${character}`);

/** A moment (Unix ms) in UTC with its day, `2026-10-01 12:00:20Z`. */
export const utc = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('.000', '');

/** The time of day of a moment (Unix ms) in UTC, to the millisecond. */
export const clock = (at: number): string => new Date(at).toISOString().slice(11, 23);

/** A Markdown table under its heading, or nothing where there are no rows. Cells come ready to print. */
export function section(
  heading: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  if (rows.length === 0) return [];
  return [`## ${heading}`, '', ...table(columns, rows), ''];
}

export const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${columns.join(' | ')} |`,
  `|${columns.map(() => '---|').join('')}`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
];
