import { execFileSync } from 'node:child_process';
import ssh2, { type AuthContext, type Connection } from 'ssh2';
import { expect, onTestFinished, test } from 'vitest';
import { createSshTransport } from '../../src/execution/ssh';
import type { Target, Transport } from '../../src/execution/transport';
import { newKey } from '../../src/fleet/keys';
import { startSshd } from '../helpers/sshd';

const hostKey = newKey('host');
const whoAmI = { command: 'true', timeoutMs: 5_000 };

/** An endpoint that decides about every login by itself, and what it was told in each. */
async function endpoint(
  decide: (login: AuthContext, client: Connection) => void,
): Promise<{ target: Target; heard: string[] }> {
  const heard: string[] = [];
  const server = new ssh2.Server({ hostKeys: [hostKey.privateKey] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (login) => {
      heard.push(login.method === 'password' ? `password ${login.password}` : login.method);
      decide(login, client);
    });
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec) => {
        const channel = acceptExec();
        channel.exit(0);
        channel.end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const hostKeys = [hostKey.fingerprint];
  return { heard, target: { name: 'a', address: '127.0.0.1', port, user: 'ops', hostKeys } };
}

function withPassword(password: string): Transport {
  const transport = createSshTransport({ password });
  onTestFinished(() => transport.close());
  return transport;
}

const takes = (password: string) => (login: AuthContext) =>
  login.method === 'password' && login.password === password ? login.accept() : login.reject(['password']);

/** Asks these questions, in rounds, and lets in who answers the first one right. */
const asks =
  (...rounds: readonly (readonly string[])[]) =>
  (login: AuthContext) => {
    if (login.method !== 'keyboard-interactive') return login.reject(['keyboard-interactive']);
    const answers: string[][] = [];
    const ask = (round: number): void => {
      const questions = (rounds[round] ?? []).map((prompt) => ({ prompt, echo: false }));
      login.prompt(questions, (given) => {
        answers.push(given ?? []);
        if (round + 1 < rounds.length) ask(round + 1);
        else if (answers[0]?.[0] === 'right') login.accept();
        else login.reject();
      });
    };
    ask(0);
  };

test('an endpoint that takes a password lets in who knows it, and hears it once', async () => {
  const { target, heard } = await endpoint(takes('right'));
  expect(await withPassword('right').perform(target, whoAmI)).toMatchObject({ state: 'ok' });
  expect(heard).toEqual(['none', 'password right']);
});

test('an endpoint that refused a password does not hear it again', async () => {
  const { target, heard } = await endpoint(takes('right'));
  const transport = withPassword('wrong');
  const refused = { state: 'denied', cause: 'AuthenticationFailure' };
  expect(await transport.perform(target, whoAmI)).toMatchObject({
    ...refused,
    output: 'the password was refused',
  });
  expect(await transport.perform(target, whoAmI)).toMatchObject({
    ...refused,
    output: 'the password was refused, and it is not said here again',
  });
  expect(heard).toEqual(['none', 'password wrong']);
});

test.each([
  ['says nothing more', () => {}],
  ['cuts the connection', (_login: AuthContext, client: Connection) => void client.end()],
])('an endpoint that %s after the password is not tried again', async (_how, after) => {
  const { target, heard } = await endpoint((login, client) =>
    login.method === 'none' ? login.reject(['password']) : after(login, client),
  );
  const impatient = createSshTransport({ password: 'right', connectTimeoutMs: 300 });
  onTestFinished(() => impatient.close());
  const end = { state: 'denied', output: expect.stringContaining('the password was said, and then: ') };
  expect(await impatient.perform(target, whoAmI)).toMatchObject(end);
  expect(await impatient.perform(target, whoAmI)).toMatchObject(end);
  expect(heard).toEqual(['none', 'password right']);
});

test('an endpoint with another host key hears no password and no user', async () => {
  const { target, heard } = await endpoint(takes('right'));
  const other = { ...target, hostKeys: ['SHA256:other'] };
  expect(await withPassword('right').perform(other, whoAmI)).toMatchObject({ cause: 'HostKeyMismatch' });
  expect(heard).toEqual([]);
});

test.each([
  ['one question for the password is answered', [['Password: ']], { state: 'ok' }],
  ['a round that asks nothing is passed over', [['ops@a\u2019s password:'], []], { state: 'ok' }],
  ['a code is not answered with the password', [['Verification code: ']], { output: /something else/ }],
  ['two questions are not answered', [['Password: ', 'Token: ']], { output: /something else/ }],
  ['a new password is not set', [['New password: ']], { output: /something else/ }],
])(
  'of what keyboard-interactive asks, %s',
  async (_fact, rounds, { state = 'denied', output = /^/ }: { state?: string; output?: RegExp }) => {
    const { target } = await endpoint(asks(...rounds));
    expect(await withPassword('right').perform(target, whoAmI)).toMatchObject({
      state,
      output: expect.stringMatching(output),
    });
  },
);

test('an endpoint that takes only keys hears no password', async () => {
  const { target, heard } = await endpoint((login) => login.reject(['publickey']));
  expect(await withPassword('right').perform(target, whoAmI)).toMatchObject({
    state: 'denied',
    output: 'the endpoint takes no password',
  });
  expect(heard).toEqual(['none']);
});

test.runIf(process.getuid?.() === 0)('an OpenSSH server lets in a user by password', async () => {
  const user = `hf${process.pid}`;
  execFileSync('useradd', ['-M', '-d', '/tmp', '-s', '/bin/sh', user]);
  onTestFinished(() => void execFileSync('userdel', [user]));
  execFileSync('chpasswd', [], { input: `${user}:right\n` });
  const sshd = await startSshd([], {}, ['PasswordAuthentication yes']);
  onTestFinished(() => sshd.close());
  const target = { ...sshd.target(), user };
  const [good, bad] = [withPassword('right'), withPassword('wrong')];
  const command = { command: 'id -un', timeoutMs: 5_000 };
  expect(await good.perform(target, command)).toMatchObject({ state: 'ok', output: `${user}\n` });
  expect(await bad.perform(target, command)).toMatchObject({ output: 'the password was refused' });
});
