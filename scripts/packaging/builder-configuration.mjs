import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

/** Fuses that Electron 25 does not have yet; configuring them there is an error. */
const FUSES_AFTER_ELECTRON_25 = ['grantFileProtocolExtraPrivileges'];

/**
 * @typedef {object} BuilderConfiguration
 * @property {Record<string, boolean>} electronFuses
 * @property {string} [electronDist]
 * @property {string} [electronVersion]
 */

/**
 * electron-builder.yml as it stands.
 * @param {string} projectRoot
 * @returns {Promise<BuilderConfiguration>}
 */
export async function readBuilderConfiguration(projectRoot) {
  return parse(await readFile(path.join(projectRoot, 'electron-builder.yml'), 'utf8'));
}

/**
 * The same for a runtime from a folder: `electronDist`, its version, and no fuses that it does not have.
 * @param {BuilderConfiguration} configuration
 * @param {{ dist: string, version: string }} runtime
 * @returns {BuilderConfiguration}
 */
export function configureForRuntime(configuration, { dist, version }) {
  const isOld = Number.parseInt(version, 10) <= 25;
  const electronFuses = Object.fromEntries(
    Object.entries(configuration.electronFuses).filter(
      ([name]) => !(isOld && FUSES_AFTER_ELECTRON_25.includes(name)),
    ),
  );
  return { ...configuration, electronFuses, electronDist: dist, electronVersion: version };
}
