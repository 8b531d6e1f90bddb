import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BenchFleet } from './bench-fleet';

/** A tool that people use today. */
export type Peer = {
  readonly name: string;
  readonly program: string;
  /** Endpoints at most; more would only take long. */
  readonly upTo?: number | undefined;
  /** The words after the program's name. */
  words(at: PeerFiles, fanOut: number): readonly string[];
  environment?(at: PeerFiles): Readonly<Record<string, string>>;
};

export type PeerFiles = { readonly hosts: string; readonly config: string };

/** All of them call the ssh of this machine with the same configuration; ansible needs `raw`, for nothing else works without Python. */
export const peers: readonly Peer[] = [
  {
    name: 'xargs -P + ssh',
    program: 'xargs',
    words: ({ hosts, config }, fanOut) => [
      ...['-a', hosts, '-P', `${fanOut}`, '-I{}', 'ssh', '-F', config, '{}', 'true'],
    ],
  },
  {
    name: 'pdsh',
    program: 'pdsh',
    words: ({ hosts }, fanOut) => ['-R', 'ssh', '-S', '-f', `${fanOut}`, '-w', `^${hosts}`, 'true'],
    environment: ({ config }) => ({ PDSH_SSH_ARGS: `-F ${config} %h` }),
  },
  {
    name: 'clush',
    program: 'clush',
    words: ({ hosts, config }, fanOut) => [
      ...['-S', '-f', `${fanOut}`, '--hostfile', hosts, '-o', `-F ${config}`, 'true'],
    ],
  },
  {
    name: 'parallel-ssh',
    program: 'parallel-ssh',
    words: ({ hosts, config }, fanOut) => [
      ...['-p', `${fanOut}`, '-t', '0', '-h', hosts, '-x', `-F ${config}`, 'true'],
    ],
  },
  {
    name: 'ansible (raw)',
    program: 'ansible',
    upTo: 100,
    words: ({ hosts }, fanOut) => [
      'all',
      '-i',
      hosts,
      '-f',
      `${Math.min(32, fanOut)}`,
      '-m',
      'raw',
      '-a',
      'true',
    ],
    environment: ({ config }) => ({ ANSIBLE_SSH_ARGS: `-F ${config}`, ANSIBLE_LOCALHOST_WARNING: 'false' }),
  },
];

/** Whether the program is on this machine. */
export function isInstalled({ program }: Peer): boolean {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Writes what the peers need: the hosts, the key, and how ssh is to behave; `isTuned` picks the quick algorithms. */
export async function peerFiles(fleet: BenchFleet, folder: string, isTuned: boolean): Promise<PeerFiles> {
  await mkdir(folder, { recursive: true });
  const at = (name: string) => path.join(folder, name);
  const lines = {
    hosts: fleet.targets.map(({ address }) => address),
    key: [fleet.clientKey.trimEnd()],
    known_hosts: [fleet.knownHostsLine],
    config: [
      `Port ${fleet.targets[0]?.port}`,
      `User ${fleet.targets[0]?.user}`,
      `IdentityFile ${at('key')}`,
      'IdentitiesOnly yes',
      'IdentityAgent none',
      `UserKnownHostsFile ${at('known_hosts')}`,
      'GlobalKnownHostsFile /dev/null',
      'StrictHostKeyChecking yes',
      'BatchMode yes',
      'LogLevel ERROR',
      'ConnectTimeout 20',
      ...(isTuned
        ? [
            'KexAlgorithms curve25519-sha256',
            'HostKeyAlgorithms ssh-ed25519',
            'Ciphers aes128-gcm@openssh.com',
          ]
        : []),
    ],
  };
  for (const [name, content] of Object.entries(lines))
    await writeFile(at(name), `${content.join('\n')}\n`, { mode: 0o600 });
  return { hosts: at('hosts'), config: at('config') };
}

/**
 * What a peer cost, with all that it started; bash adds that up. One that did not reach every endpoint is named and
 * counts as if it had, which is in its favour.
 */
export async function runPeer(
  peer: Peer,
  at: PeerFiles,
  fanOut: number,
): Promise<{ wallMs: number; cpuMs: number }> {
  const script = `TIMEFORMAT='%R %U %S'; time "$@" > /dev/null 2> "$ERRORS"`;
  const words = ['-c', script, 'bash', peer.program, ...peer.words(at, fanOut)];
  const errors = `${at.hosts}.errors`;
  const env = { ...process.env, ...peer.environment?.(at), ERRORS: errors, LC_ALL: 'C.UTF-8' };
  const child = spawn('bash', words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0)
    console.error(`${peer.name} ended with ${code}: ${(await readFile(errors, 'utf8')).trim().slice(-200)}`);
  const [wall, user, system] = said.trim().split(' ').map(Number);
  if (wall === undefined || user === undefined || system === undefined)
    throw new Error(`${peer.name} could not be timed: ${said}`);
  return { wallMs: wall * 1000, cpuMs: (user + system) * 1000 };
}
