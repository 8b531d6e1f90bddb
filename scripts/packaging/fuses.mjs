import { readFile } from 'node:fs/promises';

/** Precedes the fuse wire in every Electron binary. https://www.electronjs.org/docs/latest/tutorial/fuses */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Names as in electron-builder.yml, in the order of fuse wire version 1; older Electrons have fewer. */
const FUSE_NAMES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
];

/**
 * Reads the fuses out of a binary, with no help from the tool that set them. Fuses that this Electron does not have
 * are absent. Throws when it has no fuse wire, or one of a version unknown here.
 * @param {string} binary
 * @returns {Promise<Readonly<Record<string, boolean>>>}
 */
export async function readFuses(binary) {
  const bytes = await readFile(binary);
  const position = bytes.indexOf(SENTINEL);
  if (position === -1) throw new Error(`${binary} has no fuse wire: it is not an Electron binary.`);
  const wire = bytes.subarray(position + SENTINEL.length);
  if (wire[0] !== 1)
    throw new Error(`${binary} has a fuse wire of version ${wire[0]}; only version 1 is known.`);
  const states = wire.subarray(2, 2 + (wire[1] ?? 0)).toString('latin1');
  const known = [...states].slice(0, FUSE_NAMES.length);
  return Object.fromEntries(known.map((state, index) => [FUSE_NAMES[index], state === '1']));
}

/**
 * Throws, naming each fuse that differs, unless the binary's fuses are as configured.
 * @param {string} binary
 * @param {Readonly<Record<string, boolean>>} configured
 */
export async function refuseOtherFuses(binary, configured) {
  const actual = await readFuses(binary);
  const wrong = Object.entries(configured).filter(([name, state]) => actual[name] !== state);
  if (wrong.length === 0) return;
  const list = wrong.map(
    ([name, state]) => `  ${name}: expected ${state}, got ${actual[name] ?? 'no such fuse'}`,
  );
  throw new Error(`The fuses of ${binary} are not as configured:\n${list.join('\n')}`);
}
