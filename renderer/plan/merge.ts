import { diffArrays } from 'diff';

/** Lines of the common base, from `start` to before `end`, and what came in their place. */
type Replaced = { readonly start: number; readonly end: number; readonly lines: readonly string[] };

/**
 * Both changes in one text; null where both changed the same lines, or lines right beside each other. By the places in
 * the base alone, so that a change can never land in another part that reads alike.
 */
export function merge(base: string, mine: string, theirs: string): string | null {
  const before = linesOf(base);
  const [ours, others] = [replacedIn(before, mine), replacedIn(before, theirs)];
  const apart = ours.every((one) =>
    others.every((other) => one.end < other.start || other.end < one.start || isSame(one, other)),
  );
  if (!apart) return null;
  const fresh = ours.filter((one) => !others.some((other) => isSame(one, other)));
  const merged = [...before];
  for (const { start, end, lines } of [...fresh, ...others].sort((a, b) => b.start - a.start))
    merged.splice(start, end - start, ...lines);
  return merged.join('');
}

function replacedIn(base: readonly string[], text: string): readonly Replaced[] {
  const found: Replaced[] = [];
  let at = 0;
  for (const { added, removed, value } of diffArrays([...base], linesOf(text))) {
    const last = found.at(-1);
    if (added || removed) {
      const isNext = last?.end === at;
      const part: Replaced = { start: at, end: at + (removed ? value.length : 0), lines: added ? value : [] };
      if (isNext)
        found[found.length - 1] = { ...part, start: last.start, lines: [...last.lines, ...part.lines] };
      else found.push(part);
    }
    if (!added) at += value.length;
  }
  return found;
}

const isSame = (a: Replaced, b: Replaced): boolean =>
  a.start === b.start && a.end === b.end && a.lines.join('') === b.lines.join('');

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
