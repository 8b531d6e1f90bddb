import { type ChildProcess, spawn } from 'node:child_process';
import type { ServerChannel } from 'ssh2';

export type ShellJob = {
  readonly command: string;
  readonly home: string;
  /** Where output, exit status and signal go. */
  readonly channel: ServerChannel;
  readonly onStarted?: (() => void) | undefined;
};

export type ShellPool = {
  /** Runs the job as soon as there is room. Returns how to end it, which also works before it began. */
  run(job: ShellJob): () => void;
  /** Ends all processes and waits for their end. */
  close(): Promise<void>;
};

/**
 * Runs commands with a real `sh -c`, at most `maxProcesses` at a time. They get HOME and PATH (`binDir` first) and
 * nothing else of this process's environment.
 */
export function createShellPool(maxProcesses: number, binDir: string): ShellPool {
  const queue: (() => void)[] = [];
  const running = new Set<ChildProcess>();

  const startNext = (): void => {
    while (running.size < maxProcesses) {
      const start = queue.shift();
      if (start === undefined) return;
      start();
    }
  };

  return {
    run(job) {
      let child: ChildProcess | undefined;
      const start = (): void => {
        const started = startShell(job, binDir);
        child = started;
        running.add(started);
        const ended = (): void => {
          if (running.delete(started)) startNext();
        };
        started.once('close', ended);
        started.once('error', ended);
      };
      queue.push(start);
      startNext();
      return () => {
        const place = queue.indexOf(start);
        if (place !== -1) queue.splice(place, 1);
        if (child !== undefined && running.has(child)) end(child);
      };
    },
    async close() {
      queue.length = 0;
      const ends = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
      for (const child of running) end(child);
      await Promise.all(ends);
    },
  };
}

function startShell({ command, home, channel, onStarted }: ShellJob, binDir: string): ChildProcess {
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: home,
    env: { HOME: home, PATH: `${binDir}:/usr/bin:/bin` },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, so that whatever the shell started can be ended with it.
    detached: true,
  });
  child.once('spawn', () => onStarted?.());
  child.stdin.on('error', () => {});
  channel.on('error', () => {});
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.once('error', (error) => {
    channel.stderr.write(`cannot start a shell: ${error.message}\n`);
    channel.exit(127);
    channel.end();
  });
  child.once('exit', (code, signal) => {
    if (code !== null) channel.exit(code);
    else channel.exit((signal ?? 'SIGKILL').replace(/^SIG/, ''), false, '');
  });
  child.once('close', () => channel.end());
  // After the pipes' own listeners, which pause what they unpipe.
  channel.once('close', () => drain(child));
  return child;
}

function end(child: ChildProcess): void {
  killGroup(child);
  drain(child);
}

/** Reads on for a client that is gone: output that nobody reads keeps a child from ever closing. */
function drain(child: ChildProcess): void {
  // A client that stopped reading has paused the pipe for good; only unpiped does the stream flow again.
  child.stdout?.unpipe().resume();
  child.stderr?.unpipe().resume();
}

/** Only for a child whose pipes are still open: its group then still has a member, so its number is still its own. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}
