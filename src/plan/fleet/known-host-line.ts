import { createHash } from 'node:crypto';

/** One usable line of an OpenSSH known_hosts file. */
export type KnownHostLine = {
  readonly line: number;
  readonly revoked: boolean;
  /** Host patterns in small letters, or one `|1|salt|hash`. */
  readonly hosts: readonly string[];
  /** `SHA256:` and Base64 without padding, as `ssh-keygen -lf` prints it. */
  readonly fingerprint: string;
};

/** A line that holds nothing, something usable, or something that is not. */
export type ParsedLine =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'key'; readonly key: KnownHostLine }
  | { readonly kind: 'certificate-authority' }
  | { readonly kind: 'unreadable'; readonly revoked: boolean; readonly why: string };

/** Reads one line. Format: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT", https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT */
export function parseKnownHostLine(source: string, line: number): ParsedLine {
  const fields = source.trim().split(/[ \t]+/);
  if (fields[0] === '' || fields[0]?.startsWith('#')) return { kind: 'nothing' };
  const marker = fields[0]?.startsWith('@') ? fields.shift() : undefined;
  if (marker === '@cert-authority') return { kind: 'certificate-authority' };
  const revoked = marker === '@revoked';
  if (marker !== undefined && !revoked) {
    return { kind: 'unreadable', revoked: true, why: `the marker ${JSON.stringify(marker)} does not exist` };
  }
  const [hosts, type, blob] = fields;
  if (!hosts || !type || !blob) {
    return { kind: 'unreadable', revoked, why: 'a line has hosts, the type of the key and the key' };
  }
  const key = Buffer.from(blob, 'base64');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(blob) || keyType(key) !== type) {
    return { kind: 'unreadable', revoked, why: 'the key is cut short, or not of the type it says' };
  }
  const hashed = hosts.startsWith('|');
  if (hashed && !/^\|1\|[A-Za-z0-9+/]{27}=\|[A-Za-z0-9+/]{27}=$/.test(hosts)) {
    return { kind: 'unreadable', revoked, why: 'the hashed host is not |1|salt|hash' };
  }
  return {
    kind: 'key',
    key: {
      line,
      revoked,
      hosts: hashed ? [hosts] : hosts.toLowerCase().split(',').filter(Boolean),
      fingerprint: `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`,
    },
  };
}

// A public key is strings one after the other, each with its length first, and the first is its type
// (RFC 4253 §6.6, RFC 8709 §4). Null unless they end exactly where the key ends: a line cut short shows here.
function keyType(key: Buffer): string | null {
  let first: string | null = null;
  let at = 0;
  while (at < key.length) {
    if (at + 4 > key.length) return null;
    const end = at + 4 + key.readUInt32BE(at);
    if (end > key.length) return null;
    first ??= key.toString('latin1', at + 4, end);
    at = end;
  }
  return first;
}
