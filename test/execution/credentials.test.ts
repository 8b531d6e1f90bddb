import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type ExecutionOptions, planTransport } from '../../src/app/plan-transport';
import type { Transport } from '../../src/execution/transport';
import { type Sshd, startSshd } from '../helpers/sshd';
import { until } from './wire';

const whoAmI = { command: 'echo in', timeoutMs: 5_000 };
const passphrase = 'correct horse';
let dir: string;
let sshd: Sshd;
let agent: ChildProcess;
const at = (name: string) => path.join(dir, name);

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'holdfast-keys-'));
  const publicLines = await Promise.all(
    ['locked', 'agents'].map(async (name) => {
      const secret = name === 'locked' ? passphrase : '';
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', secret, '-f', at(name)]);
      return (await readFile(at(`${name}.pub`), 'utf8')).trim();
    }),
  );
  sshd = await startSshd(publicLines);
  agent = spawn('ssh-agent', ['-D', '-a', at('socket')], { stdio: 'ignore' });
  await until(() => existsSync(at('socket')));
  execFileSync('ssh-add', ['-q', at('agents')], { env: { ...process.env, SSH_AUTH_SOCK: at('socket') } });
});
afterAll(async () => {
  agent.kill();
  await sshd.close();
  await rm(dir, { recursive: true });
});

function transportFor(identityFile: string | null, options: Partial<ExecutionOptions>): Transport {
  const transport = planTransport({ workerFile: null, ...options })(identityFile);
  onTestFinished(() => transport.close());
  return transport;
}

test('a plan that names no key logs in with what the SSH agent holds', async () => {
  const transport = transportFor(null, { agentSocket: at('socket') });
  expect(await transport.perform(sshd.target(), whoAmI)).toMatchObject({ state: 'ok', output: 'in\n' });
});

test('without key and agent, and with an agent that is gone, every endpoint says why', async () => {
  const none = transportFor(null, {});
  expect(await none.perform(sshd.target(), whoAmI)).toMatchObject({
    state: 'denied',
    output: 'the plan names no private key (fleet.identity in plan.yaml), and there is no SSH agent',
  });
  const gone = transportFor(null, { agentSocket: at('no-socket') });
  expect(await gone.perform(sshd.target(), whoAmI)).toMatchObject({
    state: 'denied',
    cause: 'AuthenticationFailure',
    output: expect.stringMatching(/^SSH agent: /),
  });
});

test('a passphrase is asked for once, however many commands wait for it', async () => {
  const asked: string[] = [];
  const askPassphrase = async (file: string) => {
    asked.push(file);
    return passphrase;
  };
  const transport = transportFor(at('locked'), { askPassphrase });
  const all = await Promise.all(['a', 'b', 'c'].map((name) => transport.perform(sshd.target(name), whoAmI)));
  expect([all.map((each) => each.state), asked]).toEqual([['ok', 'ok', 'ok'], [at('locked')]]);
});

test('a wrong passphrase is asked for again, and never repeated in an outcome', async () => {
  const answers = ['wrong battery', passphrase];
  const asked: boolean[] = [];
  const askPassphrase = async (_: string, isAgain: boolean) => {
    asked.push(isAgain);
    return answers.shift() ?? null;
  };
  const transport = transportFor(at('locked'), { askPassphrase });
  expect((await transport.perform(sshd.target(), whoAmI)).state).toBe('ok');
  const mistaken = transportFor(at('locked'), {
    askPassphrase: async (_, isAgain) => (isAgain ? null : 'wrong'),
  });
  const outcome = await mistaken.perform(sshd.target(), whoAmI);
  expect([outcome.state, asked, JSON.stringify(outcome).includes('wrong')]).toEqual([
    'denied',
    [false, true],
    false,
  ]);
});

test('a locked key that nobody unlocks leaves it to the agent', async () => {
  const transport = transportFor(at('locked'), { agentSocket: at('socket') });
  expect(await transport.perform(sshd.target(), whoAmI)).toMatchObject({ state: 'ok' });
  const unanswered = transportFor(at('locked'), { askPassphrase: async () => null });
  expect(await unanswered.perform(sshd.target(), whoAmI)).toMatchObject({
    state: 'denied',
    output: 'the private key of the plan has a passphrase that nobody gave, and there is no SSH agent',
  });
});

test('a stop while the passphrase is asked for sends nothing', async () => {
  const stop = new AbortController();
  let answer = (_: string): void => {};
  const askPassphrase = () =>
    new Promise<string>((resolve) => {
      answer = resolve;
      stop.abort();
    });
  const transport = transportFor(at('locked'), { askPassphrase });
  const stopped = await transport.perform(sshd.target(), whoAmI, stop.signal);
  answer(passphrase);
  expect(stopped.state).toBe('cancelled');
});
