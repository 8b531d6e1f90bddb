const fillers = new Set(
  'a an and are as at be by for from has have in is it its of on or our that the this to was were with'.split(
    ' ',
  ),
);

/**
 * A summary without what makes one ticket differ from the next of its kind: numbers, host names with numbers, dates,
 * ids, fillers and case. At most eight words. May be empty.
 */
export function normalSummary(summary: string): string {
  const words = summary.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}._-]*/gu) ?? [];
  return words
    .filter((word) => !/\p{N}/u.test(word) && !fillers.has(word))
    .map((word) => word.replace(/[._-]+$/, ''))
    .slice(0, 8)
    .join(' ');
}
