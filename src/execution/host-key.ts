import { createHash } from 'node:crypto';

/** The fingerprint of a public key blob (wire format) as OpenSSH prints it: `SHA256:` and base64 without padding. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`;
}
