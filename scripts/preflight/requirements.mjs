/** What Holdfast needs from the system, and which Debian or Ubuntu packages bring it. Pure: facts in, words out. */

/** @typedef {'electron' | 'virtual-display' | 'ssh-server' | 'alert-sender' | 'inventory-peer' | 'unpacking'} Need */

/**
 * @typedef {object} Requirement
 * @property {Need} need what it is for
 * @property {'library' | 'program' | 'fonts'} kind
 * @property {string} name soname, program name, or words
 * @property {readonly string[]} packages any one of these brings it; newer releases renamed some (`t64`)
 */

/**
 * @typedef {object} SystemFacts
 * @property {NodeJS.Platform} platform
 * @property {boolean} isRoot
 * @property {boolean} hasApt
 * @property {ReadonlySet<string> | undefined} libraries sonames the loader finds; undefined when nobody could tell
 * @property {ReadonlySet<string>} programs
 * @property {boolean} hasFonts
 * @property {boolean} renamedForTime64 Debian ≥ 13 or Ubuntu ≥ 24.04
 */

/** @type {readonly Requirement[]} */
export const REQUIREMENTS = [
  {
    need: 'electron',
    kind: 'library',
    name: 'libgtk-3.so.0',
    packages: ['libgtk-3-0t64', 'libgtk-3-0'],
  },
  { need: 'electron', kind: 'library', name: 'libnss3.so', packages: ['libnss3'] },
  { need: 'electron', kind: 'library', name: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { need: 'electron', kind: 'library', name: 'libgbm.so.1', packages: ['libgbm1'] },
  { need: 'electron', kind: 'fonts', name: 'a font', packages: ['fonts-dejavu-core'] },
  { need: 'virtual-display', kind: 'program', name: 'Xvfb', packages: ['xvfb'] },
  { need: 'ssh-server', kind: 'program', name: 'sshd', packages: ['openssh-server'] },
  {
    need: 'alert-sender',
    kind: 'program',
    name: 'prometheus-alertmanager',
    packages: ['prometheus-alertmanager'],
  },
  { need: 'inventory-peer', kind: 'program', name: 'ansible-inventory', packages: ['ansible-core'] },
  { need: 'unpacking', kind: 'program', name: 'tar', packages: ['tar'] },
];

/**
 * The requirements of `needs` that this system does not meet. A library counts as there when nobody could tell.
 * @param {SystemFacts} facts
 * @param {readonly Need[]} needs
 * @returns {readonly Requirement[]}
 */
export function missingRequirements(facts, needs) {
  if (facts.platform !== 'linux') return [];
  return REQUIREMENTS.filter((requirement) => {
    if (!needs.includes(requirement.need)) return false;
    if (requirement.kind === 'fonts') return !facts.hasFonts;
    if (requirement.kind === 'program') return !facts.programs.has(requirement.name);
    return facts.libraries !== undefined && !facts.libraries.has(requirement.name);
  });
}

/**
 * One package per requirement: of several names the one that apt has, and where apt knows none (its lists are empty),
 * the one that this release uses.
 * @param {readonly Requirement[]} missing
 * @param {ReadonlySet<string>} candidates package names with an installation candidate
 * @param {Pick<SystemFacts, 'renamedForTime64'>} facts
 * @returns {readonly string[]}
 */
export function packagesFor(missing, candidates, { renamedForTime64 }) {
  const chosen = missing.map(({ packages }) => {
    const available = packages.find((name) => candidates.has(name));
    return available ?? (renamedForTime64 ? packages[0] : packages.at(-1)) ?? '';
  });
  return [...new Set(chosen)];
}

/**
 * The one command that installs them, ready to be pasted.
 * @param {readonly string[]} packages
 * @param {Pick<SystemFacts, 'isRoot'>} facts
 */
export function installCommand(packages, { isRoot }) {
  const apt = isRoot ? 'apt-get' : 'sudo apt-get';
  return `${apt} update && ${apt} install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * What to tell a person when nothing may be, or could be, installed for them.
 * @param {readonly Requirement[]} missing
 * @param {ReadonlySet<string>} candidates
 * @param {SystemFacts} facts
 */
export function explainMissing(missing, candidates, facts) {
  const names = missing.map(({ name }) => name).join(', ');
  if (facts.hasApt) {
    return `This system lacks ${names}. Install it with:\n  ${installCommand(packagesFor(missing, candidates, facts), facts)}`;
  }
  return `This system lacks ${names}, and has no apt-get. Install what brings it with your system's package manager.`;
}
