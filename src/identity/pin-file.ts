import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors';
import { type PinHashes, parsePins, pinsText } from './pin-file-text';
import { decoy, hashPin, isPinOf, presentCost } from './pin-hash';
import { writeWhole } from './write-whole';

/** Who has a PIN at this console, and whether it is really them. Every call throws `unavailable` on a broken file. */
export type PinFile = {
  /** Everyone who has one, by person id. */
  people(): readonly string[];
  has(person: string): boolean;
  /** Takes as long for someone who has none, which is false. */
  verify(person: string, pin: string): Promise<boolean>;
  /** On the disk when it resolves; when it rejects, what was set before stands. */
  set(person: string, pin: string): Promise<void>;
};

const mostBytes = 1_000_000;

/** Where a console keeps the hashes of its PINs. */
export const pinFileIn = (dataFolder: string): string => join(dataFolder, 'pins.json');

/**
 * The PINs kept in a file, which need not exist yet. It is read at every call, so that a file that was put
 * right counts at once; one that is broken is refused by name and never overwritten.
 * @param cost of the hashes made from now on
 */
export function openPins(file: string, cost = presentCost): PinFile {
  const nobody = decoy(cost);
  const read = () => readPins(file);
  return {
    people: () => [...read().keys()],
    has: (person) => read().has(person),
    async verify(person, pin) {
      const known = read().get(person);
      const isRight = await isPinOf(known ?? nobody, pin);
      return known !== undefined && isRight;
    },
    async set(person, pin) {
      read();
      const made = await hashPin(pin, cost);
      // Read again and written without a pause, so that no other set falls in between.
      const text = pinsText(new Map(read()).set(person, made));
      try {
        writeWhole(file, text);
      } catch (error) {
        throw new AppError(
          'unavailable',
          `The PIN file ${file} cannot be written: ${(error as Error).message}. The PINs set before stand.`,
          { cause: error },
        );
      }
    },
  };
}

function readPins(file: string): PinHashes {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) return new Map();
    if (!found.isFile()) throw new Error('it is not a file');
    if (found.size > mostBytes) throw new Error(`it has ${found.size} bytes, more than ${mostBytes}`);
    // A short PIN is guessed from its hash; a copy brought back from a backup may be readable by everyone.
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) chmodSync(file, 0o600);
    return parsePins(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new AppError(
      'unavailable',
      `The PIN file ${file} cannot be used: ${(error as Error).message}. Put back a good copy, or move it away: then everyone sets a new PIN at this console, on the record. It was left as it is.`,
      { cause: error },
    );
  }
}
