import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fakeSudo, sudoSecret } from '../../helpers/fake-sudo';
import { hostOf, play } from '../../helpers/playbook';
import { type Sshd, startSshd } from '../../helpers/sshd';

let sshd: Sshd;
beforeAll(async () => {
  sshd = await startSshd([], { sudo: fakeSudo });
}, 60_000);
afterAll(() => sshd.close());
beforeEach(async () => {
  for (const name of ['answers', 'nopasswd', 'sudo-argv']) await rm(`${sshd.home}/${name}`, { force: true });
});

const text = `- hosts: all
  gather_facts: false
  tasks: [{ name: who, raw: 'echo "as $SUDO_AS"' }, { name: module, command: echo done }]
`;
const playIt = (secret: string | null) =>
  play(sshd.clientKey.privateKey, [hostOf(sshd.target('one'))], { text, secret, becomeUser: 'agent' });
const answers = () => readFile(`${sshd.home}/answers`, 'utf8').catch(() => '');

describe('a playbook that becomes another user on a real sshd', { timeout: 120_000 }, () => {
  test('has sudo answered by the console, and neither ansible nor its words know the secret', async () => {
    const { ends } = await playIt(sudoSecret);
    expect([ends.one, await answers()]).toEqual([
      expect.objectContaining({ state: 'ok', output: expect.stringContaining('as agent') }),
      `${sudoSecret}\n${sudoSecret}\n`,
    ]);
  });
  test('is denied with a wrong secret, which is not tried twice', async () => {
    const { ends } = await playIt('wrong');
    expect([ends.one, await answers()]).toEqual([
      expect.objectContaining({ state: 'denied', cause: 'AuthenticationFailure' }),
      'wrong\n',
    ]);
  });
  test('without a secret goes on where sudo asks for none, and is denied where it would', async () => {
    const refused = await playIt(null);
    await writeFile(`${sshd.home}/nopasswd`, '');
    const { ends } = await playIt(null);
    expect([refused.ends.one?.state, ends.one?.state, await answers()]).toEqual(['denied', 'ok', '']);
  });
});

test('through a jump host it goes the way of the manifest, with the host keys of both', {
  timeout: 120_000,
}, async () => {
  const inner = sshd.target('inner');
  const plain = '- { hosts: all, gather_facts: false, tasks: [{ name: work, raw: "true" }] }\n';
  const through = async (hostKeys: readonly string[]) => {
    const host = hostOf({ ...inner, jump: [{ ...sshd.target('bastion'), hostKeys }] });
    return (await play(sshd.clientKey.privateKey, [host], { text: plain })).ends.inner;
  };
  expect([await through(inner.hostKeys), await through(['SHA256:other'])]).toEqual([
    expect.objectContaining({ state: 'ok' }),
    expect.objectContaining({
      state: 'denied',
      cause: 'HostKeyMismatch',
      output: expect.stringContaining('bastion'),
    }),
  ]);
});
