import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSecret } from '../../src/notify/secret-file';
import { temporaryFolder } from '../helpers/journal-file';

const name = 'secrets/chat';
function holding(text: string | Uint8Array): string {
  const file = path.join(temporaryFolder(), 'secret');
  writeFileSync(file, text);
  return file;
}

test('a secret is the one line that its file holds, without the line end', async () => {
  expect([
    await readSecret(name, holding('T0ken\n')),
    await readSecret(name, holding(' pass word \r\n')),
  ]).toEqual([{ secret: 'T0ken' }, { secret: 'pass word' }]);
});

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
