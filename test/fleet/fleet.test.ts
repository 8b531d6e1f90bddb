import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import ssh2, { type ClientChannel } from 'ssh2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSshTransport } from '../../src/execution/ssh';
import type { Transport } from '../../src/execution/transport';
import { startFleet } from '../../src/fleet/fleet';
import { startTestFleet, type TestFleet } from '../helpers/fleet';

let fleet: TestFleet;
let transport: Transport;

beforeAll(async () => {
  fleet = await startTestFleet(12);
  transport = createSshTransport({ privateKey: fleet.privateKey });
});

afterAll(async () => {
  await transport.close();
  await fleet.close();
});

async function run(command: string, index = 0): Promise<{ code: number | undefined; output: string }> {
  const end = await transport.perform(fleet.target(index), { command, timeoutMs: 10_000 });
  return {
    code: 'exitCode' in end ? end.exitCode : undefined,
    output: 'output' in end ? end.output : end.state,
  };
}

const text = (name: string) => readFile(path.join(fleet.dir, name), 'utf8');

test('the inventory lists every endpoint with its labels', async () => {
  const [header, first, ...rest] = (await text('inventory.csv')).trim().split('\n');
  const { name, address, port } = fleet.target(0);
  expect(header).toBe('name,address,port,user,site,ward,role');
  expect(first).toBe(`${name},${address},${port},holdfast,North,core,directory`);
  expect(rest).toHaveLength(11);
});

test('every endpoint has an address of its own and all share one port', () => {
  const { endpoints, port } = fleet.fleet;
  if (process.platform !== 'linux') return;
  expect(new Set(endpoints.map(({ address }) => address)).size).toBe(12);
  expect(new Set(endpoints.map((endpoint) => endpoint.port))).toEqual(new Set([port]));
});

test('known_hosts names each endpoint as OpenSSH does', async () => {
  const lines = (await text('known_hosts')).trim().split('\n');
  const { address, port } = fleet.target(3);
  expect(lines[3]).toMatch(/^\[[\d.]+\]:\d+ ssh-ed25519 AAAA[\w+/]+=*$/);
  expect(lines[3]?.startsWith(`[${address}]:${port} `)).toBe(true);
});

test('the private key and the control token are for their owner only', async () => {
  for (const name of ['id_ed25519', 'fleet.json']) {
    expect((await stat(path.join(fleet.dir, name))).mode & 0o777).toBe(0o600);
  }
});

test('the real ssh client gets in with the files alone', async () => {
  const { address, port } = fleet.target(1);
  const options = ['StrictHostKeyChecking=yes', `UserKnownHostsFile=${path.join(fleet.dir, 'known_hosts')}`];
  const { stdout } = await promisify(execFile)('ssh', [
    ...['-F', 'none', '-i', fleet.fleet.clientKeyPath, '-p', String(port)],
    ...[...options, 'BatchMode=yes', 'IdentitiesOnly=yes'].flatMap((option) => ['-o', option]),
    ...[`holdfast@${address}`, 'svc status auth-agent'],
  ]);
  expect(stdout).toBe('auth-agent is running\n');
});

test('a command sees HOME and PATH and nothing else of this process', async () => {
  const home = path.join(fleet.dir, 'homes', fleet.target(0).name);
  const { output } = await run('env | grep -v ^PWD= | grep -v ^_= | sort; pwd');
  expect(output).toBe(`HOME=${home}\nPATH=${fleet.dir}/bin:/usr/bin:/bin\n${home}\n`);
});

test('the service is state in files: break, status, start, stop', async () => {
  const steps = ['status', 'break', 'status', 'start', 'status', 'stop', 'status', 'start'];
  const seen: unknown[] = [];
  for (const act of steps) seen.push(await run(`svc ${act} auth-agent`, 5));
  expect(seen).toEqual([
    { code: 0, output: 'auth-agent is running\n' },
    { code: 0, output: 'auth-agent broken\n' },
    { code: 1, output: 'auth-agent is broken: credential cache is corrupt\n' },
    { code: 0, output: 'auth-agent: credential cache cleared\nauth-agent started\n' },
    { code: 0, output: 'auth-agent is running\n' },
    { code: 0, output: 'auth-agent stopped\n' },
    { code: 3, output: 'auth-agent is stopped\n' },
    { code: 0, output: 'auth-agent started\n' },
  ]);
  expect(await fleet.acts(5)).toEqual(['break', 'start', 'stop', 'start']);
});

test.each([
  ['svc', 2, 'svc: usage: svc status|start|stop|break NAME\n'],
  ['svc dance auth-agent', 2, 'svc: usage: svc status|start|stop|break NAME\n'],
  ['svc status ../../etc', 2, 'svc: a service is named with a-z, 0-9 and -\n'],
  ['svc status "a b"', 2, 'svc: a service is named with a-z, 0-9 and -\n'],
  ['svc status ""', 2, 'svc: a service is named with a-z, 0-9 and -\n'],
  ['svc start printing', 4, 'svc: no such service: printing\n'],
  [
    'echo dancing > svc/auth-agent/state; svc status auth-agent',
    1,
    'svc: the state of auth-agent makes no sense\n',
  ],
  [': > svc/auth-agent/state; svc status auth-agent', 1, 'svc: the state of auth-agent is empty\n'],
  ['rm svc/auth-agent/state; svc status auth-agent', 1, 'svc: the state of auth-agent cannot be read\n'],
])('%s is refused with %i and why', async (command, code, output) => {
  expect(await run(command, 6)).toEqual({ code, output });
});

test('only exec is served: no shell, terminal, file transfer or forwarding', async () => {
  const client = await login();
  const refused = await Promise.all([
    failure((done) => client.shell(false, done)),
    failure((done) => client.exec('true', { pty: true }, done)),
    failure((done) => client.sftp(done)),
    failure((done) => client.forwardOut('127.0.0.1', 1, '127.0.0.1', 22, done)),
    failure((done) => client.forwardIn('127.0.0.1', 0, done)),
  ]);
  client.end();
  expect(refused).toEqual([true, true, true, true, true]);
});

test('closing the channel ends the command and whatever it started', async () => {
  const client = await login();
  const channel = await new Promise<ClientChannel>((resolve, reject) =>
    client.exec('sleep 50 & echo $!; wait', (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  const pid = await new Promise<number>((resolve) =>
    channel.once('data', (data: Buffer) => resolve(Number(data))),
  );
  channel.close();
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  client.end();
});

test('more commands than shells at a time are all answered', async () => {
  const ends = await Promise.all(Array.from({ length: 60 }, (_, index) => run(`echo ${index}`, index % 12)));
  expect(ends.map(({ output }) => output)).toEqual(ends.map((_, index) => `${index}\n`));
});

test('a second fleet in the same folder is refused', async () => {
  const second = startFleet({ size: 2, dir: fleet.dir, services: [] });
  await expect(second).rejects.toMatchObject({ code: 'conflict' });
});

test.each([0, 1.5, 5_001])('a size of %d is refused', async (size) => {
  const bad = startFleet({ size, dir: path.join(fleet.dir, 'never'), services: [] });
  await expect(bad).rejects.toMatchObject({ code: 'invalid-input' });
});

test('a service that could not be a file name is refused', async () => {
  const bad = startFleet({ size: 1, dir: path.join(fleet.dir, 'never'), services: ['../x'] });
  await expect(bad).rejects.toMatchObject({ code: 'invalid-input' });
});

test('a restart in the same folder is the same fleet: keys, port and service state', async () => {
  const first = await startTestFleet(3);
  await first.fleet.control({ act: 'break', service: 'auth-agent', share: 0.34 });
  await first.fleet.close();
  const again = await startFleet({ size: 3, dir: first.dir, services: ['auth-agent'] });
  const status = await again.control({ act: 'status' });
  await again.close();
  await first.close();
  expect(again.endpoints).toEqual(first.fleet.endpoints);
  expect(status).toMatchObject({
    services: { 'auth-agent': { running: 2, broken: 1, stopped: 0, stuck: 0 } },
  });
});

test('an abort closes the fleet', async () => {
  const stop = new AbortController();
  const dir = path.join(fleet.dir, 'aborted');
  const brief = await startFleet({ size: 1, dir, services: [], signal: stop.signal });
  stop.abort();
  const target = { ...fleet.target(0), port: brief.port, name: 'aborted' };
  await expect
    .poll(async () => (await transport.perform(target, { command: 'true', timeoutMs: 1_000 })).state)
    .toBe('unreachable');
});

function login(): Promise<ssh2.Client> {
  const { address, port, user } = fleet.target(0);
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client.on('ready', () => resolve(client)).on('error', reject);
    client.connect({ host: address, port, username: user, privateKey: fleet.privateKey });
  });
}

function failure(ask: (done: (error: Error | undefined) => void) => void): Promise<boolean> {
  return new Promise((resolve) => ask((error) => resolve(error instanceof Error)));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
