import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { planTransport } from '../../src/app/plan-transport';
import { temporaryFolder } from '../helpers/journal-file';
import { type Sshd, startSshd } from '../helpers/sshd';

const locked = ssh2.utils.generateKeyPairSync('ed25519', {
  passphrase: 'open sesame',
  cipher: 'aes256-ctr',
  rounds: 1,
});
let sshd: Sshd;
beforeAll(async () => {
  sshd = await startSshd([locked.public]);
});
afterAll(() => sshd.close());

/** Does one command with the locked key, giving these answers to the questions for its passphrase. */
async function withAnswers(answers: readonly (string | null)[]) {
  const file = path.join(temporaryFolder(), 'key');
  await writeFile(file, locked.private, { mode: 0o600 });
  const asked: boolean[] = [];
  const transport = planTransport({
    workerFile: null,
    askPassphrase: async (_file, isAgain) => {
      asked.push(isAgain);
      return answers[asked.length - 1] ?? null;
    },
  })(file);
  onTestFinished(() => transport.close());
  const command = { command: 'echo in', timeoutMs: 10_000 };
  const outcomes = await Promise.all([
    transport.perform(sshd.target(), command),
    transport.perform(sshd.target(), command),
  ]);
  return { asked, outcomes };
}

test('a passphrase is asked for once, however many endpoints wait for it', async () => {
  const { asked, outcomes } = await withAnswers(['open sesame']);
  expect(asked).toEqual([false]);
  expect(outcomes).toMatchObject([
    { state: 'ok', output: 'in\n' },
    { state: 'ok', output: 'in\n' },
  ]);
});

test('a wrong passphrase is asked for again, and says so', async () => {
  const { asked, outcomes } = await withAnswers(['wrong', 'open sesame']);
  expect([asked, outcomes[0]?.state]).toEqual([[false, true], 'ok']);
});

test('without the passphrase nothing is sent, and every endpoint says why', async () => {
  const { outcomes } = await withAnswers([null]);
  expect(outcomes).toMatchObject([
    { state: 'denied', cause: 'AuthenticationFailure', output: expect.stringContaining('passphrase') },
    { state: 'denied', cause: 'AuthenticationFailure' },
  ]);
});
