import { access, constants, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../run-command.mjs';
import { REQUIREMENTS } from './requirements.mjs';

/** @import { SystemFacts } from './requirements.mjs' */

/** Ordinary users of Debian do not have the sbin folders on their PATH, and sshd and ldconfig are there. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'];
const FONT_FOLDERS = ['/usr/share/fonts', '/usr/local/share/fonts'];

/** Looks at this system; changes nothing. @returns {Promise<SystemFacts>} */
export async function gatherFacts() {
  const wanted = REQUIREMENTS.filter(({ kind }) => kind === 'program').map(({ name }) => name);
  const found = await Promise.all(wanted.map(async (name) => ((await findProgram(name)) ? name : undefined)));
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasApt: (await findProgram('apt-get')) !== undefined,
    libraries: await knownLibraries(),
    programs: new Set(found.filter((name) => name !== undefined)),
    hasFonts: await hasFonts(),
    renamedForTime64: isRenamedForTime64(await readFile('/etc/os-release', 'utf8').catch(() => '')),
  };
}

/**
 * Which of these packages apt could install now. Empty when its lists are empty, as in a fresh container.
 * @param {readonly string[]} packages
 * @returns {Promise<ReadonlySet<string>>}
 */
export async function installationCandidates(packages) {
  const { stdout } = await runCommand('apt-cache', ['policy', ...packages], {
    environment: { ...process.env, LC_ALL: 'C' },
  });
  return readCandidates(stdout);
}

/** Reads the answer of `apt-cache policy` (in English). @param {string} policy @returns {ReadonlySet<string>} */
export function readCandidates(policy) {
  const candidates = new Set();
  let current = '';
  for (const line of policy.split('\n')) {
    const heading = /^(\S+):$/.exec(line);
    if (heading?.[1]) current = heading[1];
    const candidate = /^\s+Candidate: (.+)$/.exec(line);
    if (candidate && candidate[1] !== '(none)') candidates.add(current);
  }
  return candidates;
}

/** Debian 13 and Ubuntu 24.04 renamed libraries with 64-bit time. @param {string} osRelease text of /etc/os-release */
export function isRenamedForTime64(osRelease) {
  const field = (/** @type {string} */ name) =>
    new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
  const version = Number.parseFloat(field('VERSION_ID'));
  const family = `${field('ID')} ${field('ID_LIKE')}`;
  if (family.includes('ubuntu')) return version >= 24.04;
  // Debian's testing and unstable have no VERSION_ID.
  return Number.isNaN(version) ? field('ID') === 'debian' : version >= 13;
}

/**
 * Sonames an executable cannot be started without and the loader does not find.
 * @param {string} executable
 * @returns {Promise<readonly string[]>}
 */
export async function unresolvedLibraries(executable) {
  const { stdout } = await runCommand('ldd', [executable], { environment: { ...process.env, LC_ALL: 'C' } });
  return [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
}

/** @returns {Promise<ReadonlySet<string> | undefined>} */
async function knownLibraries() {
  const ldconfig = await findProgram('ldconfig');
  if (ldconfig === undefined) return undefined;
  const { code, stdout } = await runCommand(ldconfig, ['-p']);
  if (code !== 0) return undefined;
  return new Set([...stdout.matchAll(/^\s+(\S+) \(/gm)].map((match) => match[1] ?? ''));
}

/** @param {string} name @returns {Promise<string | undefined>} */
async function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...SYSTEM_FOLDERS];
  for (const folder of folders) {
    const file = path.join(folder, name);
    const executable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return file;
  }
  return undefined;
}

async function hasFonts() {
  for (const folder of FONT_FOLDERS) {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    if (names.some((name) => /\.(ttf|otf|ttc)$/i.test(name))) return true;
  }
  return false;
}
