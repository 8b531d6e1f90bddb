import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Everything that a build depends on; a folder stands for all files below it. */
const INPUTS = [
  'src',
  'electron',
  'renderer',
  'resources',
  'electron.vite.config.mts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/**
 * Fingerprint of names and contents of all build inputs: equal fingerprints mean that a build would bring nothing new.
 * Times and permissions do not count, so a fresh checkout of the same sources has the same one.
 * @param {string} projectRoot
 */
export async function fingerprintInputs(projectRoot) {
  const listed = await Promise.all(INPUTS.map((input) => filesBelow(path.join(projectRoot, input))));
  const files = listed.flat().sort();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash('sha256');
  for (const [index, file] of files.entries()) {
    const content = contents[index] ?? Buffer.alloc(0);
    // The length keeps the end of one file from passing for the beginning of the next.
    hash.update(`${path.relative(projectRoot, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @param {string} entry @returns {Promise<string[]>} */
async function filesBelow(entry) {
  try {
    const children = await readdir(entry, { withFileTypes: true, recursive: true });
    return children.filter((child) => child.isFile()).map((child) => path.join(child.parentPath, child.name));
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    if (code === 'ENOTDIR') return [entry];
    if (code === 'ENOENT') return [];
    throw error;
  }
}
