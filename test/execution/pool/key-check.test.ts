import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import ssh2 from 'ssh2';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { planTransport } from '../../../src/app/plan-transport';
import { opensInThread } from '../../../src/execution/pool/key-check';
import { temporaryFolder } from '../../helpers/journal-file';

const workerFile = path.resolve(import.meta.dirname, '../../../out/main/execution-worker.js');
const passphrase = 'open sesame';
const { private: key } = ssh2.utils.generateKeyPairSync('ed25519', {
  passphrase,
  cipher: 'aes256-ctr',
  rounds: 16,
});

beforeAll(() => ensureBuilt());

test('a thread tells the passphrase that opens a key from one that does not', async () => {
  const answers = await Promise.all(
    [passphrase, 'close sesame'].map((each) => opensInThread(workerFile, { key, passphrase: each })),
  );
  expect(answers).toEqual([true, false]);
});

test('a thread that cannot be started is an error, and no answer', async () => {
  const missing = opensInThread(path.join(temporaryFolder(), 'none.js'), { key, passphrase });
  await expect(missing).rejects.toThrow('none.js');
});

test('while a passphrase is tried in a thread, no turn of the event loop of whoever asks does any of it', async () => {
  const file = path.join(temporaryFolder(), 'key');
  await writeFile(file, key, { mode: 0o600 });
  let answered = 0;
  let turns = 0;
  let turnsOfAnswer = 0;
  const transport = planTransport({
    workerFile,
    askPassphrase: async () => {
      answered += 1;
      turnsOfAnswer = turns;
      // The second question says that the first answer was tried.
      return answered === 1 ? 'close sesame' : null;
    },
  })(file);
  onTestFinished(() => transport.close());
  const target = { name: 'a', address: '127.0.0.1', port: 1, user: 'x', hostKeys: ['SHA256:x'] };
  const count = (): void => {
    turns += 1;
    if (answered < 2) setImmediate(count);
  };
  const outcome = transport.perform(target, { command: 'true', timeoutMs: 1_000 });
  count();
  expect(await outcome).toMatchObject({ state: 'denied', cause: 'AuthenticationFailure' });
  expect([answered, turnsOfAnswer > 2]).toEqual([2, true]);
});
