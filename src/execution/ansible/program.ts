import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

/** The `ansible-playbook` of this machine. */
export type AnsibleProgram = {
  readonly file: string;
  /** Such as `2.14.18`. */
  readonly version: string;
  /** What stands before it so that it has no network at all; empty where the system does not grant that. */
  readonly cutOff: readonly string[];
};

/** The oldest that the plugins here are written for. */
const oldest = [2, 12] as const;

/** What is on the search path, and where programs stand that a desktop does not look for. */
export function searchPath(): string {
  const usual = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/bin', join(homedir(), '.local/bin')];
  return [...new Set([...(process.env.PATH ?? '').split(delimiter).filter(isAbsolute), ...usual])].join(
    delimiter,
  );
}

/** The whole environment of it: nothing of the user's own settings. */
export function environmentOf(home: string, searched: string): Record<string, string> {
  return { PATH: searched, HOME: home, TMPDIR: home, LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' };
}

/**
 * Finds the program on the search path and asks it for its version; or says why it cannot be used, in words for a
 * person. Starts nothing but the program itself and `unshare`.
 */
export async function findAnsible(
  searched: string = searchPath(),
): Promise<AnsibleProgram | { readonly because: string }> {
  if (process.platform === 'win32') return { because: 'ansible does not run on Windows' };
  const file = await findOn(searched, 'ansible-playbook');
  if (file === null) return { because: 'ansible-playbook is not installed on this machine' };
  const said = await output(file, ['--version'], searched);
  const version = /\[core (\d+)\.(\d+)\.(\S+?)\]/.exec(said ?? '');
  if (!version) return { because: `${file} does not say which version it is; ansible-core is needed` };
  const [, major, minor, rest] = version;
  const found = `${major}.${minor}.${rest}`;
  if (Number(major) < oldest[0] || (Number(major) === oldest[0] && Number(minor) < oldest[1]))
    return { because: `${file} is ansible-core ${found}; ${oldest.join('.')} or newer is needed` };
  return { file, version: found, cutOff: await cutOffBy(searched) };
}

/** Linux grants a program a network of its own, with nothing in it; not every distribution grants it to everybody. */
async function cutOffBy(searched: string): Promise<readonly string[]> {
  const unshare = process.platform === 'linux' ? await findOn(searched, 'unshare') : null;
  if (unshare === null) return [];
  const words = [unshare, '--user', '--map-current-user', '--net', '--'];
  return (await output(unshare, [...words.slice(1), 'true'], searched)) === null ? [] : words;
}

async function findOn(searched: string, name: string): Promise<string | null> {
  for (const folder of searched.split(delimiter).filter(isAbsolute)) {
    const file = join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return null;
}

/** What a program says; null when it does not end well within twenty seconds. */
function output(file: string, words: readonly string[], searched: string): Promise<string | null> {
  return new Promise((resolve) => {
    const env = environmentOf('/nonexistent', searched);
    execFile(file, [...words], { env, cwd: '/', timeout: 20_000 }, (error, stdout) =>
      resolve(error ? null : stdout),
    );
  });
}
