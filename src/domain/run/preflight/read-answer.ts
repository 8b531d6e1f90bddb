import { oneLine } from '../../plain-text';
import { answerMarks } from './question';

/** Free and whole size of the file system that a place lies on, in 1024-byte blocks. */
export type Room = { readonly place: '$HOME' | '/tmp'; readonly freeKb: number; readonly sizeKb: number };

/** What an endpoint said of itself; null = it could not say. */
export type Answer = {
  /** Unix time in whole seconds. */
  readonly clockS: number | null;
  readonly rooms: readonly Room[];
  readonly become: 'yes' | 'no' | null;
  /** False when it broke off before its last line. */
  readonly isWhole: boolean;
};

export type ReadAnswer =
  | { readonly read: true; readonly answer: Answer }
  /** `words`: the first of what it said instead, safe to show. */
  | { readonly read: false; readonly words: string };

/**
 * Reads the output of `preflightCommand` strictly: the lines that were asked for, in their order, each at most once,
 * numbers made of digits. Anything else is not an answer, whatever it looks like. Lines around it, which a login
 * shell may say, are passed over.
 */
export function readAnswer(output: string, wasBecomeAsked: boolean): ReadAnswer {
  const lines = output.split('\n').map((line) => line.trimEnd());
  const from = lines.indexOf(answerMarks.begin);
  if (from === -1) return odd(lines.find((line) => line.trim() !== '') ?? '');
  const until = lines.indexOf(answerMarks.end, from);
  const said = lines.slice(from + 1, until === -1 ? undefined : until);
  const kinds = wasBecomeAsked ? ['clock', 'home', 'tmp', 'become'] : ['clock', 'home', 'tmp'];
  const isWhole = until !== -1 && said.length === kinds.length;
  let clockS: number | null = null;
  let become: Answer['become'] = null;
  const rooms: Room[] = [];
  for (const [index, line] of said.entries()) {
    const kind = kinds[index];
    // What broke off may end in the middle of a line: nothing is read from its last one.
    if (until === -1 && index === said.length - 1) break;
    if (kind === undefined || !(line === kind || line.startsWith(`${kind} `))) return odd(line);
    const value = line.slice(kind.length).trim();
    if (kind === 'become') {
      if (value !== 'yes' && value !== 'no') return odd(line);
      become = value;
    } else if (value === '') {
      // `date` or `df` is missing or failed there: not measured.
    } else if (kind === 'clock') {
      if (!/^\d{1,12}$/.test(value)) return odd(line);
      clockS = Number(value);
    } else {
      const room = roomOf(value, kind === 'home' ? '$HOME' : '/tmp');
      if (room === 'odd') return odd(line);
      if (room) rooms.push(room);
    }
  }
  if (until !== -1 && !isWhole) return odd(said.at(-1) ?? answerMarks.begin);
  return { read: true, answer: { clockS, rooms, become, isWhole } };
}

/** The last line of `df -P`. File systems without a size of their own, such as some network mounts, are not measured. */
function roomOf(line: string, place: Room['place']): Room | null | 'odd' {
  const match = /^\S[^\n]{0,4000}?\s(\d{1,15}|-)\s+(\d{1,15}|-)\s+(-?\d{1,15}|-)\s+(\d{1,4}%|-)\s+\//.exec(
    line,
  );
  if (!match) return 'odd';
  const [, size, , free] = match;
  if (size === '-' || free === '-' || Number(size) === 0) return null;
  return { place, sizeKb: Number(size), freeKb: Math.max(0, Number(free)) };
}

const odd = (line: string): ReadAnswer => ({ read: false, words: oneLine(line, 80) });
