import { createPrivateKey, sign } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';
import { AppError } from '../errors';

/** Whether a private key (PEM or OpenSSH text) can only be read with its passphrase. */
export function needsPassphrase(text: string): boolean {
  const parsed: unknown = ssh2.utils.parseKey(text);
  return parsed instanceof Error && /no passphrase given/.test(parsed.message);
}

/** Whether this passphrase opens the key. Costs what its maker meant guessing to cost, often half a second. */
export function opensWith(text: string, passphrase: string): boolean {
  return !(ssh2.utils.parseKey(text, passphrase) instanceof Error);
}

/**
 * Reads a private key (PEM or OpenSSH text) once, for all connections. ssh2 alone would parse it again
 * at every signature, which costs ten times the signature itself.
 * Throws `invalid-input` when the text is no usable private key; the message never contains key or passphrase.
 */
export function parseClientKey(text: string, passphrase?: string): ParsedKey {
  const parsed: ParsedKey | Error | ParsedKey[] = ssh2.utils.parseKey(text, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || key instanceof Error) {
    throw new AppError(
      'invalid-input',
      `The SSH private key cannot be read: ${key?.message ?? 'it is empty'}`,
    );
  }
  if (!key.isPrivateKey()) {
    throw new AppError('invalid-input', 'The SSH key is a public key; the private key is needed');
  }
  const opened = createPrivateKey(key.getPrivatePEM());
  const ownDigest = digestOf(key.type);
  key.sign = (data: Buffer | string, algorithm?: string) =>
    sign(algorithm ?? ownDigest, Buffer.from(data), opened);
  return key;
}

/** RFC 5656 fixes the digest by curve; ed25519 has its own inside. RSA's is negotiated and comes with the call. */
function digestOf(type: string): string | null {
  if (type === 'ecdsa-sha2-nistp256') return 'sha256';
  if (type === 'ecdsa-sha2-nistp384') return 'sha384';
  if (type === 'ecdsa-sha2-nistp521') return 'sha512';
  return type === 'ssh-rsa' ? 'sha1' : null;
}
