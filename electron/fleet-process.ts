import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { FleetProcess } from '../src/app/demo';

/** Runs `holdfast fleet serve` in a process of its own, so that 240 SSH servers never slow the window. */
export function startFleetProcess(folder: string, size: number): FleetProcess {
  const child = utilityProcess.fork(
    join(__dirname, 'cli.js'),
    ['fleet', 'serve', '--dir', folder, '--size', String(size), '--quiet'],
    { serviceName: 'Holdfast demo endpoints', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-2000);
  });
  return {
    ended: new Promise((resolve) =>
      child.once('exit', (code) => resolve(words.trim() || `it ended with exit code ${code}`)),
    ),
    stop: () => void child.kill(),
  };
}
