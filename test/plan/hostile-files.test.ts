import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { error, goodPlan, planOnDisk, problemsWith } from './plan-on-disk';

const onWindows = process.platform === 'win32';

test('a folder that does not exist is named', async () => {
  const folder = join(await planOnDisk({}), 'nowhere');
  expect(await readPlan(folder)).toEqual({
    plan: null,
    identityFile: null,
    secretFiles: {},
    contents: new Map(),
    problems: [
      error('.:1:1', 'not-a-folder', `${folder} does not exist.`, 'Name the folder that holds plan.yaml.'),
    ],
  });
});

test('a file is not a plan folder', async () => {
  const file = join(await planOnDisk(goodPlan), 'plan.yaml');
  expect((await readPlan(file)).problems).toEqual([
    error('.:1:1', 'not-a-folder', `${file} is not a folder.`, 'Name the folder that holds plan.yaml.'),
  ]);
});

test('an empty folder lacks plan.yaml', async () => {
  const { problems } = await readPlan(await planOnDisk({}));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([
    error('plan.yaml:1:1', 'missing-file', 'plan.yaml does not exist.', 'Create it, or correct the name.'),
  ]);
});

test.skipIf(onWindows)('a file that may not be read says so', async () => {
  const folder = await planOnDisk(goodPlan);
  execFileSync('chmod', ['000', join(folder, 'plan.yaml')]);
  expect((await asNobody(folder, () => readPlan(folder))).problems).toEqual([
    error(
      'plan.yaml:1:1',
      'cannot-read',
      'plan.yaml cannot be read (EACCES).',
      'Allow this user to read it.',
    ),
  ]);
});

test('a folder where a file belongs is refused', async () => {
  const folder = await planOnDisk(goodPlan);
  await mkdir(join(folder, 'services/nested.yaml'));
  expect((await readPlan(folder)).problems).toEqual([
    error(
      'services/nested.yaml:1:1',
      'not-a-file',
      'services/nested.yaml is not a file.',
      'Put a text file here.',
    ),
  ]);
});

test('a file where a folder belongs is refused', async () => {
  const folder = await planOnDisk({ ...goodPlan });
  await rm(join(folder, 'runbooks'), { recursive: true });
  await writeFile(join(folder, 'runbooks'), '');
  expect((await readPlan(folder)).problems.filter(({ file }) => file === 'runbooks')).toEqual([
    error(
      'runbooks:1:1',
      'cannot-read',
      'runbooks cannot be listed (ENOTDIR).',
      'Put a folder here that this user may read.',
    ),
  ]);
});

test.skipIf(onWindows)('a named pipe does not make the reader wait', async () => {
  const folder = await planOnDisk(goodPlan);
  execFileSync('mkfifo', [join(folder, 'services/pipe.yaml')]);
  expect((await readPlan(folder)).problems).toEqual([
    error(
      'services/pipe.yaml:1:1',
      'not-a-file',
      'services/pipe.yaml is not a file.',
      'Put a text file here.',
    ),
  ]);
});

test('a link that leads out of the folder is not followed', async () => {
  const outside = await planOnDisk({ 'secret.yaml': 'id: secret\n' });
  const folder = await planOnDisk(goodPlan);
  await symlink(join(outside, 'secret.yaml'), join(folder, 'services/secret.yaml'));
  expect((await readPlan(folder)).problems).toEqual([
    error(
      'services/secret.yaml:1:1',
      'outside-folder',
      'services/secret.yaml leads out of the plan folder.',
      'Copy the file into the folder.',
    ),
  ]);
});

test('a linked subfolder that leads out is not listed', async () => {
  const outside = await planOnDisk({ 'a.yaml': 'id: a\n' });
  const folder = await planOnDisk(goodPlan);
  await rm(join(folder, 'runbooks'), { recursive: true });
  await symlink(outside, join(folder, 'runbooks'), 'dir');
  expect((await readPlan(folder)).problems.filter(({ file }) => file === 'runbooks')).toEqual([
    error(
      'runbooks:1:1',
      'outside-folder',
      'runbooks leads out of the plan folder.',
      'Put a folder here instead of a link.',
    ),
  ]);
});

test('a link within the folder, and a link to the folder, are fine', async () => {
  const folder = await planOnDisk(goodPlan);
  const link = join(await planOnDisk({}), 'current');
  await rm(join(folder, 'fleet/known_hosts'));
  await writeFile(join(folder, 'keys'), goodPlan['fleet/known_hosts']);
  await symlink(join(folder, 'keys'), join(folder, 'fleet/known_hosts'));
  await symlink(folder, link, 'dir');
  expect((await readPlan(link)).problems).toEqual([]);
});

test('a link to itself is refused', async () => {
  const folder = await planOnDisk(goodPlan);
  await symlink('loop.yaml', join(folder, 'services/loop.yaml'));
  expect((await readPlan(folder)).problems).toEqual([
    error(
      'services/loop.yaml:1:1',
      'outside-folder',
      'services/loop.yaml is a link to itself.',
      'Put a file here.',
    ),
  ]);
});

test('a path that climbs out of the folder is refused at its line', async () => {
  const plan = `${goodPlan['plan.yaml']}  inventory: ../../etc/passwd\n  known_hosts: /etc/hosts\n  identity: a/../../key\n`;
  expect(await problemsWith({ 'plan.yaml': plan })).toEqual([
    error(
      'plan.yaml:9:14',
      'outside-folder',
      'fleet.inventory "../../etc/passwd" is not inside the plan folder.',
      'Copy the file into the folder, so that the plan holds all it needs.',
    ),
    error(
      'plan.yaml:10:16',
      'outside-folder',
      'fleet.known_hosts "/etc/hosts" is not inside the plan folder.',
      'Copy the file into the folder, so that the plan holds all it needs.',
    ),
    error(
      'plan.yaml:11:13',
      'outside-folder',
      'fleet.identity "a/../../key" is not inside the plan folder.',
      'Write a path inside the folder, an absolute path, or one from ~/.',
    ),
  ]);
});

test('an identity that is a link out of the folder is refused', async () => {
  const outside = await planOnDisk({ key: 'a secret' });
  const folder = await planOnDisk({
    ...goodPlan,
    'plan.yaml': `${goodPlan['plan.yaml']}  identity: fleet/key\n`,
  });
  await symlink(join(outside, 'key'), join(folder, 'fleet/key'));
  const { problems, identityFile } = await readPlan(folder);
  expect([identityFile, problems]).toEqual([
    null,
    [
      error(
        'plan.yaml:9:13',
        'outside-folder',
        'fleet.identity "fleet/key" is not inside the plan folder.',
        'Write a path inside the folder, an absolute path, or one from ~/.',
      ),
    ],
  ]);
});

test('a file of more than two megabytes is refused unread', async () => {
  expect(await problemsWith({ 'services/sign-in.yaml': `# ${'x'.repeat(2_000_000)}` })).toEqual([
    error(
      'services/sign-in.yaml:1:1',
      'too-large',
      'services/sign-in.yaml has 2000002 bytes; at most 2000000 are read.',
      'Split it, or check that it is the right file.',
    ),
  ]);
});

test('text that is not UTF-8 is refused with its byte and line', async () => {
  const latin1 = Buffer.from(goodPlan['plan.yaml'].replace('Maria C', 'Mária C'), 'latin1');
  expect(await problemsWith({ 'plan.yaml': latin1 })).toEqual([
    error(
      'plan.yaml:5:12',
      'not-utf-8',
      'Byte 74 of plan.yaml (counted from 0) is not UTF-8 text.',
      'Save the file as UTF-8.',
    ),
  ]);
});

test('a character cut off at the end of a file is not UTF-8', async () => {
  const cut = Buffer.concat([Buffer.from(`${goodPlan['plan.yaml']}# é`), Buffer.from([0xe2, 0x82])]);
  const at = Buffer.byteLength(`${goodPlan['plan.yaml']}# é`);
  expect(await problemsWith({ 'plan.yaml': cut })).toEqual([
    error(
      'plan.yaml:9:5',
      'not-utf-8',
      `Byte ${at} of plan.yaml (counted from 0) is not UTF-8 text.`,
      'Save the file as UTF-8.',
    ),
  ]);
});

test('a file with NUL bytes is not text', async () => {
  expect(await problemsWith({ 'plan.yaml': goodPlan['plan.yaml'].replace('Chen', '\0') })).toEqual([
    error(
      'plan.yaml:5:17',
      'not-text',
      'Byte 79 of plan.yaml (counted from 0) is NUL: this is not a text file.',
      'Save the file as UTF-8 text.',
    ),
  ]);
});

test('a byte order mark and Windows line ends are fine everywhere', async () => {
  const files = Object.entries(goodPlan).map(([file, text]) => [
    file,
    `\ufeff${text.replaceAll('\n', '\r\n')}`,
  ]);
  expect(await problemsWith(Object.fromEntries(files))).toEqual([]);
});

/** Nothing is forbidden to root, so the folder goes to an account that is nobody's and is read as that one. */
async function asNobody<T>(folder: string, act: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return act();
  const nobody = 65_534;
  execFileSync('chown', ['-R', String(nobody), folder]);
  process.seteuid?.(nobody);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}
