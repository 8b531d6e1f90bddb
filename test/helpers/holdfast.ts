import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../../scripts/build.mjs';

const root = path.resolve(import.meta.dirname, '../..');

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Builds once if the sources changed; call it in `beforeAll`. */
export const built = (): Promise<unknown> => ensureBuilt();

/** Starts `holdfast` as its own process, as a person's shell would. */
export function startHoldfast(...commandArguments: readonly string[]): {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
} {
  const child = spawn(process.execPath, [path.join(root, 'out/main/cli.js'), ...commandArguments], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ended };
}

export const holdfast = (...commandArguments: readonly string[]): Promise<Ended> =>
  startHoldfast(...commandArguments).ended;

export const emptyFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'holdfast-test-'));
