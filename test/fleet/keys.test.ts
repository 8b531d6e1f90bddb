import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ssh2 from 'ssh2';
import { expect, test } from 'vitest';
import { keptKey, newKey } from '../../src/fleet/keys';

test('two thousand new keys can all be read back and sign', () => {
  const data = Buffer.from('x');
  for (let left = 2_000; left > 0; left -= 1) {
    const parsed = ssh2.utils.parseKey(newKey('many').privateKey);
    if (parsed instanceof Error) throw parsed;
    expect(parsed.verify(data, parsed.sign(data))).toBe(true);
  }
});

test('a kept key is the same one the next time, and OpenSSH reads it as we do', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'holdfast-keys-'));
  const file = path.join(dir, 'deep', 'key');
  const made = await keptKey(file, 'a comment');
  expect(await keptKey(file, 'ignored')).toEqual(made);
  const publicLine = execFileSync('ssh-keygen', ['-y', '-f', file]).toString().trim();
  const listed = execFileSync('ssh-keygen', ['-l', '-f', file]).toString();
  expect(publicLine).toBe(`${made.publicLine} a comment`);
  expect(listed).toContain(` ${made.fingerprint} a comment `);
  await rm(dir, { recursive: true });
});
