import { readFileSync, statSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { commandToClose, isOpenToAll } from '../domain/open-to-all';
import type { Listener } from '../domain/plan/plan';
import { AppError } from '../errors';

/** Where to listen, and what a sender has to show. */
export type ListenerPlace = { readonly host: string; readonly port: number; readonly token: string };

/** Shorter tokens can be guessed. */
const leastTokenLength = 16;
const mostTokenBytes = 4096;

/**
 * What the plan's listener means on this machine now.
 * @param secretFiles absolute paths, by the plan's words for them
 * @throws AppError `unavailable` saying what is missing and what to do about it
 */
export function placeOfListener(
  { bind, port, secret }: Listener,
  secretFiles: Readonly<Record<string, string>>,
): ListenerPlace {
  const file = Object.hasOwn(secretFiles, secret) ? secretFiles[secret] : undefined;
  if (file === undefined) throw unavailable(`The plan has no file for the secret "${secret}".`);
  return { host: hostOf(bind), port, token: readToken(file) };
}

/** The IPv4 address of a network interface; `loopback` is 127.0.0.1. */
function hostOf(bind: string): string {
  if (bind === 'loopback') return '127.0.0.1';
  const all = networkInterfaces();
  const found = Object.hasOwn(all, bind) ? all[bind] : undefined;
  const host = found?.find(({ family }) => family === 'IPv4')?.address;
  if (host !== undefined) return host;
  const names = ['loopback', ...Object.keys(all)].join(', ');
  throw unavailable(
    found
      ? `The network interface "${bind}" has no IPv4 address. Bind the listener to one of: ${names}.`
      : `This machine has no network interface "${bind}". Bind the listener to one of: ${names}.`,
  );
}

function readToken(file: string): string {
  let text: string;
  try {
    const found = statSync(file);
    if (!found.isFile() || found.size > mostTokenBytes)
      throw unavailable(`${file} is not a file with a token in it.`);
    if (isOpenToAll(found.mode, process.platform))
      throw unavailable(
        `Everyone on this machine may read the token in ${file}. Run: ${commandToClose(file)}`,
      );
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw unavailable(
      `The token file ${file} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}.`,
    );
  }
  if (text.length < leastTokenLength || /\s/.test(text))
    throw unavailable(
      `The token in ${file} must be one word of at least ${leastTokenLength} characters. Make one with: openssl rand -hex 24`,
    );
  return text;
}

const unavailable = (words: string): AppError => new AppError('unavailable', words);
