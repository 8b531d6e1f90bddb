import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The first private key that OpenSSH itself would try, as a plan names it; null = none is there. */
export function usualKey(home = homedir()): string | null {
  const name = ['id_ed25519', 'id_ecdsa', 'id_rsa'].find((each) => existsSync(join(home, '.ssh', each)));
  return name === undefined ? null : `~/.ssh/${name}`;
}
