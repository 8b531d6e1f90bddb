import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import type { SecretKeep } from '../src/app/asked-secrets';
import { writeWhole } from '../src/identity/write-whole';

/**
 * Keeps secrets encrypted with a key that the operating system's keychain holds. Where there is no keychain nothing is
 * kept: Electron would then encrypt with a key that everybody knows, which only looks safe.
 * @param folder the app's data folder; the file is `secrets.json`
 */
export function keychainIn(folder: string): SecretKeep {
  const file = join(folder, 'secrets.json');
  const read = (): Record<string, string> => {
    try {
      return Object.assign(Object.create(null), JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // None yet, or not readable: then the secret is asked for, and what is kept next replaces it.
      return Object.create(null);
    }
  };
  const write = (secrets: Record<string, string>): void => {
    if (Object.keys(secrets).length === 0) rmSync(file, { force: true });
    else writeWhole(file, JSON.stringify(secrets));
  };
  return {
    whyNot: whyNoKeychain,
    read(name) {
      const encrypted = read()[name];
      if (encrypted === undefined || whyNoKeychain() !== null) return null;
      return safeStorage.decryptString(Buffer.from(encrypted, 'base64'));
    },
    keep(name, secret) {
      write({ ...read(), [name]: safeStorage.encryptString(secret).toString('base64') });
    },
    forget(name) {
      const { [name]: forgotten, ...others } = read();
      if (forgotten !== undefined) write(others);
    },
  };
}

function whyNoKeychain(): string | null {
  const noKeychain = 'This machine has no keychain that is open, so it is asked for at every start.';
  if (!safeStorage.isEncryptionAvailable()) return noKeychain;
  if (process.platform !== 'linux') return null;
  // Runtimes that do not tell their backend are those that say above that nothing is available.
  return safeStorage.getSelectedStorageBackend?.() === 'basic_text' ? noKeychain : null;
}
