/** More hosts than this from one line is a slip of the finger: no inventory has them. */
export const mostOfOneRange = 100_000;

/** The hosts that one line names, or what is wrong with it: a sentence without its full stop, and what would be right. */
export type HostNames =
  | { readonly names: readonly string[]; readonly port: string }
  | { readonly wrong: string; readonly fix: string };

const fix = 'Write a range as web[01:50] or db-[a:f], with a third part for the step: web[0:10:2].';

/**
 * What a host line names: one host, or with ranges in brackets several; `:port` may follow.
 * As Ansible reads it: both ends count, and a leading zero keeps the width.
 */
export function expandHosts(written: string): HostNames {
  const [, withPort, port = ''] = /^((?:[^:[\]]|\[[^\]]*\])+):(\d+)$/.exec(written) ?? [];
  const pattern = withPort ?? written;
  const bare = /^\[([^\]]+)\]$/.exec(pattern)?.[1];
  // An IPv6 address in brackets has two colons in a row or more than a range has.
  if (bare !== undefined && (bare.includes('::') || bare.split(':').length > 3))
    return { names: [bare], port };
  const parts = pattern.split(/\[([^\]]*:[^\]]*)\]/);
  const ranges: (readonly string[])[] = [];
  let count = 1;
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) continue;
    const range = readRange(part);
    if ('wrong' in range) return { wrong: `"[${part}]" ${range.wrong}`, fix };
    count *= range.count;
    if (count > mostOfOneRange) {
      const wrong = `"${pattern}" names ${Math.min(count, Number.MAX_SAFE_INTEGER).toLocaleString('en')} hosts; at most ${mostOfOneRange.toLocaleString('en')} are read`;
      return { wrong, fix: 'Correct the end of the range.' };
    }
    ranges.push(range.values());
  }
  let names = [parts[0] ?? ''];
  for (const [index, values] of ranges.entries()) {
    const tail = parts[2 * index + 2] ?? '';
    names = names.flatMap((name) => values.map((value) => `${name}${value}${tail}`));
  }
  return { names, port };
}

// The order in which Ansible counts them: large letters follow small ones.
const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];

type Range = { readonly count: number; readonly values: () => readonly string[] };

function readRange(text: string): Range | { readonly wrong: string } {
  const [first = '', last = '', stepText = '1', ...more] = text.split(':');
  const begin = first === '' ? '0' : first;
  const step = Number(stepText);
  if (more.length > 0) return { wrong: 'has too many parts' };
  if (!/^\d{1,9}$/.test(stepText) || step < 1)
    return { wrong: 'has a step that is not a whole number from 1 up' };
  if (letters.includes(begin) && letters.includes(last)) {
    return numbers(letters.indexOf(begin), letters.indexOf(last), step, (n) => letters[n] ?? '');
  }
  if (!/^\d{1,15}$/.test(begin) || !/^\d{1,15}$/.test(last))
    return { wrong: 'is not a range of numbers or of letters' };
  const isPadded = begin.startsWith('0') && begin.length > 1;
  if (isPadded && begin.length !== last.length)
    return { wrong: 'has ends of different length after a leading zero' };
  return numbers(Number(begin), Number(last), step, (n) =>
    String(n).padStart(isPadded ? begin.length : 0, '0'),
  );
}

function numbers(
  from: number,
  to: number,
  step: number,
  spell: (n: number) => string,
): Range | { readonly wrong: string } {
  if (to < from) return { wrong: 'ends before it begins' };
  const count = Math.floor((to - from) / step) + 1;
  return { count, values: () => Array.from({ length: count }, (_, index) => spell(from + index * step)) };
}
