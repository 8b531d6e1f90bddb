import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSecret } from '../../src/notify/secret-file';
import { temporaryFolder } from '../helpers/journal-file';

const name = 'secrets/chat';
function holding(text: string | Uint8Array): string {
  const file = path.join(temporaryFolder(), 'secret');
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

test('a secret is the one line that its file holds, without the line end', async () => {
  expect([
    await readSecret(name, holding('T0ken\n')),
    await readSecret(name, holding(' pass word \r\n')),
  ]).toEqual([{ secret: 'T0ken' }, { secret: 'pass word' }]);
});

test.skipIf(process.platform === 'win32')(
  'a file that everyone on this machine may read or change is no secret, and it says what to do',
  async () => {
    const said = [0o644, 0o602, 0o604, 0o640, 0o600].map((mode) => {
      const file = holding('T0ken');
      chmodSync(file, mode);
      return readSecret('~/my secrets/chat', file);
    });
    const because = `the secret file "~/my secrets/chat" is open to everyone on this machine; run: chmod 600 ~/'my secrets/chat'`;
    expect(await Promise.all(said)).toEqual([
      { because },
      { because },
      { because },
      { secret: 'T0ken' },
      { secret: 'T0ken' },
    ]);
  },
);

test('a file that is missing, empty, no text, too long, a folder or a pipe is told by the name in the plan alone', async () => {
  const pipe = path.join(temporaryFolder(), 'pipe');
  spawnSync('mkfifo', [pipe]);
  const files = [
    ...[undefined, path.join(temporaryFolder(), 'none'), holding('\n'), holding('one\ntwo')],
    ...[holding(new Uint8Array([255, 0, 1])), holding('x'.repeat(5000)), temporaryFolder(), pipe],
  ];
  const said = await Promise.all(files.map((file) => readSecret(name, file)));
  const because = (words: string) => ({ because: `the secret file "secrets/chat" ${words}` });
  expect(said).toEqual([
    because('is missing'),
    because('is missing'),
    because('is empty'),
    because('must hold one line of printable ASCII'),
    because('must hold one line of printable ASCII'),
    because('must hold one line of printable ASCII'),
    because('cannot be read'),
    because('cannot be read'),
  ]);
});
