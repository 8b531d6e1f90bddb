import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { FleetProcess } from '../app/demo';

/** Runs `holdfast fleet serve` in a process of its own; it ends with this one, however this one ends. */
export function forkFleet(folder: string, size: number): FleetProcess {
  const child = fork(
    join(__dirname, 'cli.js'),
    ['fleet', 'serve', '--dir', folder, '--size', String(size), '--quiet'],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-2000);
  });
  return {
    ended: new Promise((resolve) =>
      child.once('exit', (code) => resolve(words.trim() || `it ended with exit code ${code}`)),
    ),
    stop: () => void child.kill('SIGTERM'),
  };
}
