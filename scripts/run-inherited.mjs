import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** @type {readonly NodeJS.Signals[]} */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program on this terminal to its end and returns its exit code, or 128 + number of the signal that ended it,
 * as shells do. Signals sent to this process are passed on, and this process waits for what the program does with them.
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {{ cwd?: string, environment?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runInherited(program, programArguments, { cwd, environment = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...programArguments], {
      stdio: 'inherit',
      env: environment,
      ...(cwd === undefined ? {} : { cwd }),
    });
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    for (const signal of FORWARDED) process.on(signal, forward);
    const stopForwarding = () => {
      for (const signal of FORWARDED) process.off(signal, forward);
    };
    child.on('error', (error) => {
      stopForwarding();
      reject(error);
    });
    child.on('close', (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
