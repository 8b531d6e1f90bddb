import { structuredPatch } from 'diff';

export type ChangedLine = {
  readonly mark: '+' | '-' | ' ';
  readonly text: string;
  /** Number in the version before and after, from 1. */
  readonly was: number | null;
  readonly is: number | null;
};

/** Changed lines with their neighbours, stretch by stretch. */
export type Stretch = readonly ChangedLine[];

const contextLines = 3;

/** A unified diff of two texts. */
export function changesBetween(before: string, after: string): readonly Stretch[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: contextLines });
  return hunks.map(({ oldStart, newStart, lines }) => {
    let [was, is] = [oldStart, newStart];
    return lines.flatMap((line): ChangedLine[] => {
      const [mark, text] = [line[0], line.slice(1)];
      if (mark === '+') return [{ mark, text, was: null, is: is++ }];
      if (mark === '-') return [{ mark, text, was: was++, is: null }];
      return mark === ' ' ? [{ mark, text, was: was++, is: is++ }] : [];
    });
  });
}

/** How many places of a text differ: lines that changed side by side are one. */
export function countChanges(before: string, after: string): number {
  let count = 0;
  for (const stretch of changesBetween(before, after))
    for (const [index, { mark }] of stretch.entries())
      if (mark !== ' ' && (stretch[index - 1]?.mark ?? ' ') === ' ') count += 1;
  return count;
}
