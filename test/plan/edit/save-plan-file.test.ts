import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDrafts } from '../../../src/plan/edit/drafts';
import { readPlanFile, savePlanFile } from '../../../src/plan/edit/plan-file-on-disk';
import { temporaryFolder } from '../../helpers/journal-file';
import { goodPlan, planOnDisk } from '../plan-on-disk';

const file = 'services/sign-in.yaml';
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const was = goodPlan[file];

test('a save puts the whole text in the place of what was read, with its permissions and nothing beside it', async () => {
  const root = await planOnDisk(goodPlan);
  await chmod(join(root, file), 0o640);
  const saved = await savePlanFile(root, file, digest(was), `${was}# more\n`);
  expect([
    saved,
    await readFile(join(root, file), 'utf8'),
    (await stat(join(root, file))).mode & 0o777,
  ]).toEqual([{ state: 'saved', digest: digest(`${was}# more\n`) }, `${was}# more\n`, 0o640]);
  expect(await readdir(join(root, 'services'))).toEqual(['sign-in.yaml']);
});

test('a file that somebody changed after it was read is left as they made it', async () => {
  const root = await planOnDisk({ ...goodPlan, [file]: 'theirs\n' });
  expect(await savePlanFile(root, file, digest(was), 'mine\n')).toEqual({
    state: 'conflict',
    theirs: { digest: digest('theirs\n'), text: 'theirs\n' },
  });
  expect(await readFile(join(root, file), 'utf8')).toBe('theirs\n');
});

test('a file that somebody removed is not made anew without a word, nor one written over that somebody made', async () => {
  const root = await planOnDisk(goodPlan);
  await rm(join(root, file));
  expect(await savePlanFile(root, file, digest(was), 'mine\n')).toEqual({ state: 'conflict', theirs: null });
  const made = await savePlanFile(root, 'services/new.yaml', null, 'id: new\n');
  const again = await savePlanFile(root, 'services/new.yaml', null, 'id: other\n');
  expect([made.state, again.state, await readFile(join(root, 'services/new.yaml'), 'utf8')]).toEqual([
    'saved',
    'conflict',
    'id: new\n',
  ]);
});

describe('line ends and byte order marks survive', () => {
  test.each([
    ['Windows line ends', 'a: 1\r\nb: 2\r\n', 'a: 1\nb: 3\nc: 4\n', 'a: 1\r\nb: 3\r\nc: 4\r\n'],
    ['a byte order mark', '\uFEFFa: 1\n', 'a: 2\n', '\uFEFFa: 2\n'],
    ['a mixture', 'a: 1\r\nb: 2\nc: 3\r\n', 'a: 1\nb: 2\nc: 4\n', 'a: 1\r\nb: 2\nc: 4\r\n'],
    ['no line end at the end', 'a: 1\r\nb: 2', 'a: 1\nb: 3', 'a: 1\r\nb: 3'],
  ])('%s', async (_what, before, text, after) => {
    const root = await planOnDisk({ ...goodPlan, [file]: before });
    const read = await readPlanFile(root, file);
    await savePlanFile(root, file, read?.digest ?? null, text);
    const bytes = await readFile(join(root, file));
    expect([read?.text.includes('\r'), bytes.toString('utf8')]).toEqual([false, after]);
  });
});

describe('only files of the plan folder are read and written', () => {
  test.each([
    '../plan.yaml',
    'services/../../x.yaml',
    'services/.hidden.yaml',
    'services\\x.yaml',
    '/etc/passwd',
    'fleet/inventory.csv',
    'services/a/b.yaml',
    'services/x.yml',
    'services/x\0.yaml',
  ])('not %j', async (name) => {
    const root = await planOnDisk(goodPlan);
    await expect(readPlanFile(root, name)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(savePlanFile(root, name, null, 'x: 1\n')).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('a link inside the folder is followed, and one that leads out is refused', async () => {
    const root = await planOnDisk(goodPlan);
    const outside = temporaryFolder();
    await mkdir(join(root, 'shared'));
    await rename(join(root, file), join(root, 'shared', 'sign-in.yaml'));
    await symlink('../shared/sign-in.yaml', join(root, file));
    await savePlanFile(root, file, digest(was), 'a: 1\n');
    expect(await readFile(join(root, 'shared/sign-in.yaml'), 'utf8')).toBe('a: 1\n');

    await writeFile(join(outside, 'x.yaml'), 'a: 1\n');
    await symlink(join(outside, 'x.yaml'), join(root, 'services/x.yaml'));
    await rm(join(root, 'runbooks'), { recursive: true });
    await symlink(outside, join(root, 'runbooks'));
    await expect(savePlanFile(root, 'services/x.yaml', digest('a: 1\n'), 'a: 2\n')).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect(savePlanFile(root, 'runbooks/new.yaml', null, 'a: 2\n')).rejects.toThrow(
      'leads out of the plan folder',
    );
    expect([await readdir(outside), await readFile(join(outside, 'x.yaml'), 'utf8')]).toEqual([
      ['x.yaml'],
      'a: 1\n',
    ]);
  });
});

test('a draft is kept until it is dropped, for each plan folder by itself; a broken one is none', async () => {
  const folder = temporaryFolder();
  const drafts = openDrafts(join(folder, 'drafts'));
  const draft = { root: '/plan', file, base: { digest: digest(was), text: was }, text: 'mine\n' };
  await drafts.keep(draft);
  const again = openDrafts(join(folder, 'drafts'));
  expect([await again.read('/plan', file), await again.list('/plan'), await again.list('/other')]).toEqual([
    draft,
    [file],
    [],
  ]);
  const [name = ''] = await readdir(join(folder, 'drafts'));
  await writeFile(join(folder, 'drafts', name), '{');
  expect([await again.read('/plan', file), await again.list('/plan')]).toEqual([null, []]);
  await again.drop('/plan', file);
  expect(await readdir(join(folder, 'drafts'))).toEqual([]);
});
