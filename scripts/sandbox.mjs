import { readFile } from 'node:fs/promises';
import { runCommand } from './run-command.mjs';

/**
 * Why Chromium's sandbox cannot work for this user on this system; undefined when it can.
 * A development matter: an installed Holdfast has its setuid helper or its AppArmor profile.
 * @returns {Promise<string | undefined>}
 */
export async function whySandboxCannotWork() {
  if (process.platform !== 'linux') return undefined;
  if (process.getuid?.() === 0) return 'Chromium refuses to sandbox for root';
  const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  if ((await readFile(restriction, 'utf8').catch(() => '0')).trim() === '1') {
    return 'AppArmor keeps unprivileged programs from making user namespaces';
  }
  const attempt = await runCommand('unshare', ['--user', 'true']);
  // Where there is no unshare to ask, Chromium finds out itself.
  if (attempt.startError === undefined && attempt.code !== 0) return 'user namespaces are not allowed here';
  return undefined;
}

/**
 * Switches for Electron on this system, with one line of notice when the sandbox has to be off.
 * @param {(line: string) => void} log
 * @returns {Promise<readonly string[]>}
 */
export async function sandboxSwitches(log) {
  const reason = await whySandboxCannotWork();
  if (reason === undefined) return [];
  log(`Starting without Chromium's sandbox (--no-sandbox): ${reason}.`);
  return ['--no-sandbox'];
}
