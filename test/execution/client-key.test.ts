import { generateKeyPairSync } from 'node:crypto';
import ssh2 from 'ssh2';
import { expect, test } from 'vitest';
import { parseClientKey } from '../../src/execution/client-key';
import { newKey } from '../../src/fleet/keys';

const refusal = (text: string): string => {
  try {
    parseClientKey(text);
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
};

test('what is no private key is refused, and the refusal does not repeat it', () => {
  const locked = ssh2.utils.generateKeyPairSync('ed25519', {
    passphrase: 'x',
    cipher: 'aes256-ctr',
    rounds: 1,
  });
  expect(refusal('secret rubbish')).toMatch(/^The SSH private key cannot be read: /);
  expect(refusal('secret rubbish')).not.toContain('secret');
  expect(refusal(newKey('x').publicLine)).toBe('The SSH key is a public key; the private key is needed');
  expect(refusal(locked.private)).toContain('no passphrase given');
});

test('signatures of every kind of key are what the key itself verifies', () => {
  const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
  const rsa = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  }).privateKey;
  const curve = (namedCurve: string) =>
    generateKeyPairSync('ec', {
      namedCurve,
      publicKeyEncoding,
      privateKeyEncoding: { type: 'sec1', format: 'pem' },
    }).privateKey;
  const data = Buffer.from('challenge');
  for (const text of [newKey('x').privateKey, curve('P-256'), curve('P-384'), curve('P-521')]) {
    const key = parseClientKey(text);
    expect([key.type, key.verify(data, key.sign(data))]).toEqual([key.type, true]);
  }
  const key = parseClientKey(rsa);
  for (const digest of ['sha256', 'sha512'])
    expect(key.verify(data, key.sign(data, digest), digest)).toBe(true);
});
