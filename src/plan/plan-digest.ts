import { createHash } from 'node:crypto';

/**
 * SHA-256 (hex) over files sorted by path. Path, length and content of each are set apart,
 * so that no two different folders can run together into the same bytes.
 */
export function planDigest(contents: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [path, bytes] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${bytes.byteLength}\0`).update(bytes);
  }
  return hash.digest('hex');
}
