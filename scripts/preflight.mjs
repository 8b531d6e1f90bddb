import { gatherFacts, installationCandidates, unresolvedLibraries } from './preflight/facts.mjs';
import {
  explainMissing,
  installCommand,
  missingRequirements,
  packagesFor,
} from './preflight/requirements.mjs';
import { logToStderr, runAsProgram } from './project.mjs';
import { runCommand } from './run-command.mjs';

/** @import { Need, Requirement, SystemFacts } from './preflight/requirements.mjs' */

/** @type {readonly Need[]} */
export const NEEDS_OF_START = ['electron', 'unpacking'];
/** @type {readonly Need[]} */
export const NEEDS_OF_TESTS = [
  'electron',
  'unpacking',
  'ssh-server',
  'alert-sender',
  'inventory-peer',
  'virtual-display',
];

/** True when there is no display to open a window on. @param {NodeJS.ProcessEnv} [environment] */
export function lacksDisplay(environment = process.env) {
  return process.platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY;
}

/**
 * Sees to it that the system has what `needs` names: installs it when this is root and there is apt-get, otherwise
 * throws an error whose message is the one command to run. Quick, silent and harmless when nothing is missing.
 * @param {readonly Need[]} needs
 * @param {{ log?: (line: string) => void, facts?: SystemFacts }} [options] `facts` in place of this system's
 */
export async function preflight(needs, { log = logToStderr, facts } = {}) {
  const found = facts ?? (await gatherFacts());
  const missing = missingRequirements(found, needs);
  if (missing.length === 0) return;

  const names = missing.flatMap(({ packages }) => packages);
  if (!found.isRoot || !found.hasApt) {
    const candidates = found.hasApt ? await installationCandidates(names) : new Set();
    throw new Error(explainMissing(missing, candidates, found));
  }
  await install(missing, found, log);
  const stillMissing = missingRequirements(await gatherFacts(), needs);
  if (stillMissing.length > 0) {
    throw new Error(explainMissing(stillMissing, await installationCandidates(names), found));
  }
}

/**
 * Throws when the executable needs libraries that are not there: better than the loader's words, one at a time.
 * @param {string} executable
 */
export async function refuseUnresolvedLibraries(executable) {
  if (process.platform !== 'linux') return;
  const unresolved = await unresolvedLibraries(executable);
  if (unresolved.length === 0) return;
  throw new Error(`${executable} cannot start: this system lacks ${unresolved.join(', ')}.`);
}

/** @param {readonly Requirement[]} missing @param {SystemFacts} facts @param {(line: string) => void} log */
async function install(missing, facts, log) {
  log(`Installing what this system lacks: ${missing.map(({ name }) => name).join(', ')}…`);
  // First the lists: a fresh container has none, and then apt knows of no package at all.
  await apt(['update']);
  const candidates = await installationCandidates(missing.flatMap(({ packages }) => packages));
  const packages = packagesFor(missing, candidates, facts);
  const problem = await apt(['install', '-y', '--no-install-recommends', ...packages]);
  if (problem === undefined) return;
  throw new Error(
    `${problem}\nThe packages could not be installed. To try it yourself:\n  ${installCommand(packages, facts)}`,
  );
}

/** @param {readonly string[]} commandArguments @returns {Promise<string | undefined>} what went wrong */
async function apt(commandArguments) {
  const { code, output, startError } = await runCommand(
    'apt-get',
    // Another apt may be at work, for example in a machine that has just started.
    ['-q', '-o', 'DPkg::Lock::Timeout=120', ...commandArguments],
    { environment: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' } },
  );
  return code === 0 ? undefined : (startError ?? output.trim());
}

await runAsProgram(import.meta.url, async () => {
  await preflight(process.argv.includes('--tests') ? NEEDS_OF_TESTS : NEEDS_OF_START);
});
