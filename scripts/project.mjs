import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root: every script works from here, whatever the current directory is. */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '..');

/**
 * Notices go to standard error, so that what a command prints on standard output stays machine-readable.
 * @param {string} line
 */
export function logToStderr(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs `main` when the module at `moduleUrl` is what Node was started with, not when it is imported. A thrown error
 * becomes its message and exit code 1: these messages are written for the person who typed the command.
 * @param {string} moduleUrl the caller's import.meta.url
 * @param {() => Promise<number | undefined | void>} main may return the exit code
 */
export async function runAsProgram(moduleUrl, main) {
  const started = process.argv[1];
  // Real paths: below a symbolic link the two spellings differ.
  if (started === undefined || realpathSync(started) !== realpathSync(fileURLToPath(moduleUrl))) return;
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    logToStderr(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
