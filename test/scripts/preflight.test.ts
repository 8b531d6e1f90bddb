import { expect, test } from 'vitest';
import { isRenamedForTime64, readCandidates } from '../../scripts/preflight/facts.mjs';
import {
  installCommand,
  missingRequirements,
  packagesFor,
  type SystemFacts,
} from '../../scripts/preflight/requirements.mjs';
import { NEEDS_OF_START, NEEDS_OF_TESTS, preflight } from '../../scripts/preflight.mjs';

const bareDebian: SystemFacts = {
  platform: 'linux',
  isRoot: false,
  hasApt: true,
  libraries: new Set(['libc.so.6']),
  programs: new Set(['tar']),
  hasFonts: false,
  renamedForTime64: false,
};

const complete: SystemFacts = {
  ...bareDebian,
  libraries: new Set(['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1']),
  programs: new Set(['tar', 'sshd', 'prometheus-alertmanager', 'ansible-inventory', 'Xvfb']),
  hasFonts: true,
};

test('preflight prints one exact command when it may not install', async () => {
  const facts = { ...bareDebian, renamedForTime64: false };
  const message = await preflight(NEEDS_OF_TESTS, { facts }).catch((error: Error) => error.message);
  expect(String(message).split('\n')).toEqual([
    'This system lacks libgtk-3.so.0, libnss3.so, libasound.so.2, libgbm.so.1, a font, Xvfb, sshd, prometheus-alertmanager, ansible-inventory. Install it with:',
    expect.stringMatching(
      /^ {2}sudo apt-get update && sudo apt-get install -y --no-install-recommends libgtk-3-0(t64)? libnss3 libasound2(t64)? libgbm1 fonts-dejavu-core xvfb openssh-server prometheus-alertmanager ansible-core$/,
    ),
  ]);
});

test('a system that has everything passes without a word', async () => {
  const lines: string[] = [];
  await preflight(NEEDS_OF_TESTS, { facts: complete, log: (line) => lines.push(line) });
  expect(lines).toEqual([]);
});

test('only what is needed now is missed', () => {
  const withoutServers = { ...complete, programs: new Set(['tar']) };
  const namesOf = (needs: typeof NEEDS_OF_TESTS) =>
    missingRequirements(withoutServers, needs).map(({ name }) => name);
  expect({ start: namesOf(NEEDS_OF_START), tests: namesOf(NEEDS_OF_TESTS) }).toEqual({
    start: [],
    tests: ['Xvfb', 'sshd', 'prometheus-alertmanager', 'ansible-inventory'],
  });
});

test('macOS and Windows lack nothing', () => {
  expect(missingRequirements({ ...bareDebian, platform: 'darwin' }, NEEDS_OF_TESTS)).toEqual([]);
});

test('libraries count as there when nobody could tell', () => {
  const missing = missingRequirements({ ...bareDebian, libraries: undefined }, NEEDS_OF_START);
  expect(missing.map(({ name }) => name)).toEqual(['a font']);
});

test('of several package names the one that apt can install is taken', () => {
  const missing = missingRequirements(bareDebian, ['electron']);
  const newer = new Set(['libgtk-3-0t64', 'libasound2t64', 'libnss3', 'libgbm1', 'fonts-dejavu-core']);
  expect(packagesFor(missing, newer, { renamedForTime64: false })).toEqual([
    'libgtk-3-0t64',
    'libnss3',
    'libasound2t64',
    'libgbm1',
    'fonts-dejavu-core',
  ]);
});

test('without apt lists the release decides between the names', () => {
  const missing = missingRequirements(bareDebian, ['electron']).filter(({ packages }) => packages.length > 1);
  const namesOn = (renamedForTime64: boolean) => packagesFor(missing, new Set(), { renamedForTime64 });
  expect([namesOn(true), namesOn(false)]).toEqual([
    ['libgtk-3-0t64', 'libasound2t64'],
    ['libgtk-3-0', 'libasound2'],
  ]);
});

test('root needs no sudo in the command', () => {
  expect(installCommand(['xvfb'], { isRoot: true })).toBe(
    'apt-get update && apt-get install -y --no-install-recommends xvfb',
  );
});

test('a system without apt-get is told what it lacks', async () => {
  const facts = {
    ...complete,
    hasApt: false,
    isRoot: true,
    programs: new Set(['tar', 'sshd', 'prometheus-alertmanager', 'ansible-inventory']),
  };
  await expect(preflight(NEEDS_OF_TESTS, { facts })).rejects.toThrow(
    "This system lacks Xvfb, and has no apt-get. Install what brings it with your system's package manager.",
  );
});

test('a virtual package is no candidate', () => {
  const policy = [
    'libasound2:',
    '  Installed: (none)',
    '  Candidate: (none)',
    '  Version table:',
    'libasound2t64:',
    '  Installed: (none)',
    '  Candidate: 1.2.11-1ubuntu0.1',
    '  Version table:',
    '     1.2.11-1ubuntu0.1 500',
  ].join('\n');
  expect([...readCandidates(policy)]).toEqual(['libasound2t64']);
});

test.each([
  ['ID=debian\nVERSION_ID="12"\n', false],
  ['ID=debian\nVERSION_ID="13"\n', true],
  ['PRETTY_NAME="Debian GNU/Linux forky/sid"\nID=debian\n', true],
  ['ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\n', false],
  ['ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n', true],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="21.3"\n', false],
  ['', false],
])('the release %j has renamed libraries: %s', (osRelease, expected) => {
  expect(isRenamedForTime64(osRelease)).toBe(expected);
});
