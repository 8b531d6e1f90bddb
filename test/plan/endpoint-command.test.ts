import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdtemp, rm, symlink } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { portCommand, processCommand } from '../../src/plan/endpoint-command';

/** The exit code of a command in the `sh` of this machine. */
const exitCode = (command: string, env = process.env) =>
  spawnSync('/bin/sh', ['-c', command], { env, stdio: 'ignore' }).status;

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-endpoint-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A process of this name that runs until it is stopped. */
async function running(name: string): Promise<{ stop(): Promise<void> }> {
  const file = join(await emptyFolder(), name);
  await copyFile('/bin/sleep', file);
  await chmod(file, 0o755);
  const child = spawn(file, ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'exit');
  };
  onTestFinished(stop);
  return { stop };
}

async function listening(host: string): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer();
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { server, port: (server.address() as AddressInfo).port };
}

test('a process is found by its whole name as long as it runs', async () => {
  const { stop } = await running('holdfast-agent1');
  const before = [exitCode(processCommand('holdfast-agent1')), exitCode(processCommand('holdfast-agent'))];
  await stop();
  expect([before, exitCode(processCommand('holdfast-agent1'))]).toEqual([[0, 1], 1]);
});

test.each(["it's", 'a.b+c[d]', '$(exit 3)', '-v', 'Web Content'])(
  'the process name %s is taken literally',
  async (name) => {
    await running(name);
    expect(exitCode(processCommand(name))).toBe(0);
  },
);

test('a dot in the name of a process stands for nothing but itself', async () => {
  await running('holdfast_x1');
  expect(exitCode(processCommand('holdfast.x1'))).toBe(1);
});

describe.each(['127.0.0.1', '0.0.0.0', '::1'])('a port on %s', (host) => {
  test('is found while something listens on it', async () => {
    const { server, port } = await listening(host);
    const open = exitCode(portCommand(port));
    server.close();
    await once(server, 'close');
    expect([open, exitCode(portCommand(port))]).toEqual([0, 1]);
  });

  test('is found without ss, too', async () => {
    const folder = await emptyFolder();
    await symlink('/bin/grep', join(folder, 'grep'));
    const env = { PATH: folder };
    const { server, port } = await listening(host);
    const open = exitCode(portCommand(port), env);
    server.close();
    await once(server, 'close');
    expect([exitCode('ss -Hltn', env), open, exitCode(portCommand(port), env)]).toEqual([127, 0, 1]);
  });
});

test('a port that somebody only connected from is not one that listens', async () => {
  const { server, port } = await listening('127.0.0.1');
  const client = connect(port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  await Promise.all([once(client, 'connect'), once(server, 'connection')]);
  expect(exitCode(portCommand(client.localPort ?? 0))).toBe(1);
});
