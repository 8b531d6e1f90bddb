import { generateKeyPairSync, randomBytes } from 'node:crypto';

/**
 * A new ed25519 private key as OpenSSH text without a passphrase. Written here because the generator of ssh2 1.17
 * makes one key in a few hundred that it cannot read back (a leading zero byte gets lost). The keys are asked for as
 * DER because exporting a key object that was just generated can deadlock Node 20: a garbage collection during the
 * export destroys the generating job, which waits for the lock the export holds.
 * The layout is that of OpenSSH's PROTOCOL.key.
 */
export function newOpenSshKey(comment: string): string {
  const pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  // RFC 8410: both end in the 32 bytes of the key itself.
  const publicKey = pair.publicKey.subarray(-32);
  const seed = pair.privateKey.subarray(-32);
  const type = field('ssh-ed25519');
  const check = randomBytes(4);
  const secret = Buffer.concat([
    ...[check, check, type, field(publicKey)],
    ...[field(Buffer.concat([seed, publicKey])), field(comment)],
  ]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[field('none'), field('none'), field(''), uint32(1)],
    field(Buffer.concat([type, field(publicKey)])),
    field(Buffer.concat([secret, padding])),
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  );
}

function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
