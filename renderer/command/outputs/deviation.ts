import { diffArrays } from 'diff';
import type { OutputGroup } from '../../../src/domain/views/output-groups';
import type { TextLine } from '../../ui/long-text';

/** What a group says, line by line, held against what most said. */
export type Deviation = {
  readonly lines: readonly TextLine[];
  readonly onlyHere: number;
  readonly missing: number;
};

type Said = Pick<OutputGroup, 'text' | 'compared'>;

/** Beyond this two outputs have so little in common that marks on every line would say nothing. */
const mostEdits = 600;

/**
 * Compares what was compared when the outputs were grouped, and shows what was said: a line that differs only in its
 * time is alike. Null when the two have no line in common.
 */
export function deviationOf(said: Said, usual: Said): Deviation | null {
  const [own, others] = [said.text.split('\n'), usual.text.split('\n')];
  const parts = diffArrays(usual.compared.split('\n'), said.compared.split('\n'), {
    maxEditLength: mostEdits,
  });
  if (!parts?.some((part) => !part.added && !part.removed)) return null;
  const lines: TextLine[] = [];
  let [at, atUsual, onlyHere, missing] = [0, 0, 0, 0];
  for (const { added, removed, value } of parts)
    for (const _ of value)
      if (removed) {
        lines.push({ text: others[atUsual++] ?? '', mark: 'missing' });
        missing += 1;
      } else {
        lines.push({ text: own[at++] ?? '', mark: added ? 'only-here' : 'alike' });
        if (added) onlyHere += 1;
        else atUsual += 1;
      }
  return { lines, onlyHere, missing };
}

const context = 2;

/** Leaves of long stretches of alike lines only those next to a deviation, and says how many are left out. */
export function withGaps(lines: readonly TextLine[]): TextLine[] {
  const near = lines.map(() => false);
  for (const [index, { mark }] of lines.entries())
    if (mark !== 'alike') near.fill(true, Math.max(0, index - context), index + context + 1);
  const shown: TextLine[] = [];
  for (let index = 0; index < lines.length; ) {
    let end = index;
    while (end < lines.length && !near[end]) end += 1;
    const left = end - index;
    if (left > 1) shown.push({ text: `${left} lines as most have them`, mark: 'gap' });
    else if (left === 1) shown.push(...lines.slice(index, end));
    index = end;
    const line = lines[index];
    if (line) shown.push(line);
    index += 1;
  }
  return shown;
}
