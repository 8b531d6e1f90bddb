import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cleanText, createOutputCleaner } from './clean-output';

/** A program and its words. No shell reads them. */
export type Program = {
  readonly command: readonly string[];
  /** In place of the first word: this content, from a folder that nobody else writes to. */
  readonly content?: Uint8Array | undefined;
  readonly timeoutMs: number;
};

/**
 * How a program ended. `not-started`: certainly nothing was done. `killed`: it was ended half way, by the time limit
 * or by the signal. `output` is the capped head of what it said, cleaned.
 */
export type ProgramEnd =
  | { readonly state: 'exited'; readonly exitCode: number; readonly output: string }
  | { readonly state: 'killed'; readonly by: 'time' | 'stop' | 'others'; readonly output: string }
  | { readonly state: 'not-started'; readonly because: string };

const outputLimitBytes = 16_384;
/** From asking a program to end to ending it; and from its end to no longer waiting for what it said. */
const graceMs = 400;

/** Runs a program on this machine, in a group of its own, so that Stop ends its children with it. Never rejects. */
export async function runProgram(program: Program, signal: AbortSignal): Promise<ProgramEnd> {
  const [written = '', ...words] = program.command;
  if (signal.aborted) return { state: 'not-started', because: 'the run was stopped' };
  if (program.content === undefined) return start(written, words, program.timeoutMs, signal);
  try {
    const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-'));
    try {
      const file = path.join(folder, path.basename(written));
      await writeFile(file, program.content, { mode: 0o700, flag: 'wx' });
      return await start(file, words, program.timeoutMs, signal);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    return { state: 'not-started', because: words300(error) };
  }
}

function start(
  file: string,
  words: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ProgramEnd> {
  const cleaner = createOutputCleaner(outputLimitBytes);
  let child: ChildProcess;
  try {
    child = spawn(file, words, {
      ...{ stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32', shell: false },
      ...{ env: leastEnvironment(), windowsHide: true },
    });
  } catch (error) {
    return Promise.resolve({ state: 'not-started', because: words300(error) });
  }
  return new Promise((resolve) => {
    let by: 'time' | 'stop' | null = null;
    let drained: NodeJS.Timeout | undefined;
    let killed: NodeJS.Timeout | undefined;
    const stop = (): void => end('stop');
    const limit = setTimeout(() => end('time'), timeoutMs);
    const finish = (result: ProgramEnd): void => {
      for (const timer of [limit, drained, killed]) clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(result);
    };
    const end = (why: 'time' | 'stop'): void => {
      if (by !== null) return;
      by = why;
      killGroup(child, 'SIGTERM');
      // Also when the program itself has gone by then: what it started may hear no SIGTERM.
      killed = setTimeout(() => {
        killGroup(child, 'SIGKILL');
        finish({ state: 'killed', by: why, output: cleaner.finish() });
      }, graceMs);
    };
    child.stdout?.on('data', (chunk: Buffer) => cleaner.write('stdout', chunk));
    child.stderr?.on('data', (chunk: Buffer) => cleaner.write('stderr', chunk));
    child.on('error', (error) => {
      if (child.pid === undefined) finish({ state: 'not-started', because: words300(error) });
    });
    const ended = (code: number | null): void => {
      if (by !== null) return;
      const output = cleaner.finish();
      finish(
        code === null
          ? { state: 'killed', by: 'others', output }
          : { state: 'exited', exitCode: code, output },
      );
    };
    child.on('close', ended);
    // Something that it leaves running may hold its output open for ever.
    child.on('exit', (code) => {
      drained = setTimeout(() => ended(code), graceMs);
    });
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
}

/** What a program needs to find others, and nothing that this console was started with besides. */
function leastEnvironment(): NodeJS.ProcessEnv {
  const kept = [
    'PATH',
    'HOME',
    'USER',
    'LANG',
    'TZ',
    'TMPDIR',
    'SystemRoot',
    'USERPROFILE',
    'TEMP',
    'PATHEXT',
  ];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => {},
    );
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // It has gone by itself.
  }
}

const words300 = (error: unknown): string =>
  cleanText(error instanceof Error ? error.message : String(error));
