import { spawn } from 'node:child_process';

/**
 * @typedef {object} CommandResult
 * @property {number | null} code exit code; null when a signal ended it or it could not be started
 * @property {string} output standard output and standard error as they came, interleaved
 * @property {string} stdout
 * @property {boolean} timedOut
 * @property {string | undefined} startError why the program could not be started at all
 */

/**
 * Runs a program to its end and collects what it says. Never throws: a program that is not there is a result too.
 * @param {string} program
 * @param {readonly string[]} commandArguments
 * @param {{ cwd?: string, environment?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(program, commandArguments, options = {}) {
  return new Promise((resolve) => {
    let output = '';
    let stdout = '';
    let timedOut = false;
    const child = spawn(program, [...commandArguments], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: options.environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: null, output, stdout, timedOut, startError: error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output, stdout, timedOut, startError: undefined });
    });
  });
}
