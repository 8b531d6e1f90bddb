import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Option } from 'commander';
import { commandToClose, isOpenToAll } from '../domain/open-to-all';
import { AppError } from '../errors';
import { openPins, pinFileIn } from '../identity/pin-file';
import { askPin } from './ask-pin';

/** For commands that act as somebody. A PIN never stands in the arguments or the environment: both can be read by others. */
export const pinFileOption = (): Option =>
  new Option('--pin-file <path>', 'a file whose first line is the PIN; without it the terminal asks');

/**
 * The PIN of whoever a command acts as; undefined when they have none at this console.
 * @param mayAsk whether there may be a person at the terminal
 */
export async function pinOf(
  person: string,
  from: { readonly dataFolder: string; readonly pinFile?: string | undefined; readonly mayAsk: boolean },
): Promise<string | undefined> {
  if (from.pinFile !== undefined) return readPinFrom(from.pinFile);
  if (!openPins(pinFileIn(from.dataFolder)).has(person)) return undefined;
  const otherwise = `${person} has one at this console: give it with --pin-file <path>.`;
  if (!from.mayAsk) throw new AppError('invalid-input', `--json cannot ask for a PIN. ${otherwise}`);
  return askPin(`PIN of ${person}: `, otherwise);
}

/** Longer than any PIN; the rest of a file is not looked at. */
const mostBytes = 4096;

/** The first line of a file, without its end. @throws AppError `invalid-input` when others than its owner and group may use it */
export function readPinFrom(path: string): string {
  const wrong = (reason: string) =>
    new AppError('invalid-input', `${path}, where the PIN should stand, ${reason}`);
  let bytes: Buffer;
  try {
    const descriptor = openSync(path, 'r');
    try {
      const { mode } = fstatSync(descriptor);
      if (isOpenToAll(mode, process.platform))
        throw wrong(`is open to everyone on this machine. Make it yours alone: ${commandToClose(path)}`);
      bytes = Buffer.alloc(mostBytes);
      bytes = bytes.subarray(0, readSync(descriptor, bytes));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw wrong(`cannot be read: ${(error as Error).message}`);
  }
  const line = decode(bytes, wrong).replace(/\r$/, '');
  if (line === '') throw wrong('has nothing on its first line.');
  return line;
}

/** The first line; a mark of byte order before it is no part of it. */
function decode(bytes: Buffer, wrong: (reason: string) => AppError): string {
  const end = bytes.indexOf('\n');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(end < 0 ? bytes : bytes.subarray(0, end));
  } catch {
    throw wrong('is not text in UTF-8.');
  }
}
