import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ssh2 from 'ssh2';
import { newOpenSshKey } from './openssh-key';

/** An ed25519 key pair: OpenSSH private key text, `ssh-ed25519 AAAA…` public line and its fingerprint. */
export type KeyPair = {
  readonly privateKey: string;
  readonly publicLine: string;
  readonly fingerprint: string;
};

/** The key kept at `file`, made there on the first call (mode 0600, folders too). */
export async function keptKey(file: string, comment: string): Promise<KeyPair> {
  try {
    return keyPairOf(await readFile(file, 'utf8'));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const pair = newKey(comment);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, pair.privateKey, { mode: 0o600, flag: 'wx' });
  return pair;
}

/** A key that is kept nowhere. */
export function newKey(comment: string): KeyPair {
  return keyPairOf(newOpenSshKey(comment));
}

function keyPairOf(privateKey: string): KeyPair {
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const blob = parsed.getPublicSSH();
  return {
    privateKey,
    publicLine: `${parsed.type} ${blob.toString('base64')}`,
    fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
