import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Longer than any stack; an error may quote whatever it stumbled over. */
const mostCharacters = 20_000;

/**
 * Adds lines to the log of bugs, which is put aside as `bugs.log.1` before it would grow too large: a bug that repeats
 * for ever must not fill the disk that the journal needs. What is returned never throws.
 */
export function bugLog(dataFolder: string, mostBytes = 1_000_000): (line: string) => void {
  const file = join(dataFolder, 'bugs.log');
  return (line) => {
    const kept = line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…\n` : line;
    try {
      mkdirSync(dataFolder, { recursive: true });
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > 0 && size + Buffer.byteLength(kept) > mostBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, kept);
    } catch {
      // A disk that is full is what was to be told; it must not end the console as well.
    }
  };
}
