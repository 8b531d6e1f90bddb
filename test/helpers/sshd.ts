import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../../src/execution/transport';
import { type KeyPair, newKey } from '../../src/fleet/keys';

/** A real OpenSSH server of this test alone. */
export type Sshd = {
  /** Accepted by the server. */
  readonly clientKey: KeyPair;
  readonly hostKey: KeyPair;
  /** The server with its genuine host key on file; each name gets connections of its own. */
  target(name?: string): Target;
  /** The home of whoever signs in. */
  readonly home: string;
  /** Ends the listening process as `kill -9` does; sessions it already serves live on. */
  kill(): Promise<void>;
  /** Ends the server and removes its folder. */
  close(): Promise<void>;
};

const program = '/usr/sbin/sshd';

/**
 * Starts sshd on a free loopback port. `extraKeys` are further public key lines that may log in; `programs` are
 * shell scripts by name, found there before those of this machine; `settings` are lines of its configuration in place
 * of those that stand here.
 */
export async function startSshd(
  extraKeys: readonly string[] = [],
  programs: Readonly<Record<string, string>> = {},
  settings: readonly string[] = [],
): Promise<Sshd> {
  const dir = await mkdtemp(path.join(tmpdir(), 'holdfast-sshd-'));
  const hostKey = newKey('host');
  const clientKey = newKey('client');
  // Root's sshd insists on this folder; Debian makes it at boot only.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true });
  const at = (name: string) => path.join(dir, name);
  await writeFile(at('host_key'), hostKey.privateKey, { mode: 0o600 });
  await writeFile(at('authorized_keys'), `${[clientKey.publicLine, ...extraKeys].join('\n')}\n`, {
    mode: 0o600,
  });
  await mkdir(at('home'));
  await mkdir(at('bin'));
  for (const [name, text] of Object.entries(programs))
    await writeFile(path.join(at('bin'), name), text, { mode: 0o755 });
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    await writeFile(at('config'), configOf(port, at, settings));
    const child = spawn(program, ['-D', '-e', '-f', at('config')], { stdio: 'ignore' });
    const isUp = await listens(child, port);
    if (!isUp && attempt === 5) throw new Error(`sshd did not start on port ${port}`);
    if (!isUp) continue;
    const kill = () => end(child);
    return {
      clientKey,
      hostKey,
      home: at('home'),
      target: (name = 'sshd') => ({
        name,
        address: '127.0.0.1',
        port,
        user: userInfo().username,
        hostKeys: [hostKey.fingerprint],
      }),
      kill,
      async close() {
        await kill();
        await rm(dir, { recursive: true, force: true });
      },
    };
  }
}

function configOf(port: number, at: (name: string) => string, settings: readonly string[]): string {
  const own = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${at('host_key')}`,
    `AuthorizedKeysFile ${at('authorized_keys')}`,
    `PidFile ${at('pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'MaxStartups 200:30:400',
    // An empty home, because bash reads the user's own .bashrc here, which may be slow and say things.
    `SetEnv HOME=${at('home')} PATH=${at('bin')}:/usr/bin:/bin`,
  ];
  const nameOf = (line: string) => line.split(' ')[0];
  const given = new Set(settings.map(nameOf));
  return [...own.filter((line) => !given.has(nameOf(line))), ...settings, ''].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

/** Asks until it answers; false when the process ended or ten seconds passed. */
async function listens(child: ChildProcess, port: number): Promise<boolean> {
  for (let left = 500; left > 0 && child.exitCode === null; left -= 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return true;
    await pause(20);
  }
  await end(child);
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
