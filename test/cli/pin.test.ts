import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pinFileIn } from '../../src/identity/pin-file';
import { openJournal } from '../../src/store/journal';
import { built, emptyFolder, holdfast } from '../helpers/holdfast';
import { pinKeptIn, recordsIn } from '../helpers/pins';

const demoPlan = path.resolve(import.meta.dirname, '../../resources/demo-plan');
let folder: string;
let data: string;
let first: string;
let second: string;
let secondPlain: string;

beforeAll(async () => {
  await built();
  folder = await emptyFolder();
  first = pinKeptIn(folder, 'first', 'one-two-3\nnot the PIN\n');
  second = pinKeptIn(folder, 'second', '\ufefffour-five-6\r\n');
  secondPlain = pinKeptIn(folder, 'second-plain', 'four-five-6');
}, 120_000);
beforeEach(async () => {
  data = await emptyFolder();
  return () => rm(data, { recursive: true, force: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const setPin = (person: string, ...more: string[]) => holdfast('pin', 'set', person, '--data', data, ...more);

describe('holdfast pin set', () => {
  test('sets a PIN once, changes it with the old one, and puts both on the record without the PIN', async () => {
    const set = await setPin('maria.chen', '--plan', demoPlan, '--pin-file', first);
    const changed = await setPin(
      ...([
        'maria.chen',
        '--plan',
        demoPlan,
        '--pin-file',
        second,
        '--old-pin-file',
        first,
        '--json',
      ] as const),
    );
    const back = await setPin(
      ...(['maria.chen', '--plan', demoPlan, '--pin-file', first, '--old-pin-file', secondPlain] as const),
    );
    const told = JSON.stringify([set, changed, recordsIn(data)]);
    expect([
      [set.code, set.stdout, set.stderr],
      [changed.code, JSON.parse(changed.stdout)],
      back.code,
      recordsIn(data).map((each) => [each.type, each.actor]),
      told.includes('one-two-3') || told.includes('four-five-6'),
    ]).toEqual([
      [0, `Maria Chen has a PIN at the console in ${data}.\n`, ''],
      [0, { person: 'maria.chen', changed: true }],
      0,
      Array(3).fill(['operator.enrolled', 'person:maria.chen']),
      false,
    ]);
  });

  test('with a wrong old PIN ends with 3, and the wrong one is on the record', async () => {
    await setPin('maria.chen', '--plan', demoPlan, '--pin-file', first);
    const { code, stderr } = await setPin(
      ...(['maria.chen', '--plan', demoPlan, '--pin-file', first, '--old-pin-file', second] as const),
    );
    expect([code, stderr, recordsIn(data).at(-1)?.data]).toEqual([
      3,
      'holdfast: Wrong PIN for Maria Chen. 1 wrong so far; try again.\n',
      { person: 'maria.chen', attempts: 1 },
    ]);
  });

  test('refuses what anyone would try first with 3', async () => {
    const easy = pinKeptIn(folder, 'easy', '4321\n');
    const { code, stderr } = await setPin('maria.chen', '--plan', demoPlan, '--pin-file', easy);
    expect([code, stderr]).toEqual([3, expect.stringContaining('counts up or down')]);
  });

  test('names the person the plan does not know, and the plan it was not given, with 2', async () => {
    const stranger = await setPin('mallory', '--plan', demoPlan, '--pin-file', first);
    const bare = await emptyFolder();
    const planless = await holdfast('pin', 'set', 'maria.chen', '--data', bare, '--pin-file', first);
    await rm(bare, { recursive: true });
    expect([stranger.code, stranger.stderr, planless.code, planless.stderr]).toEqual([
      2,
      expect.stringContaining('names no person "mallory"'),
      2,
      `holdfast: No plan was ever in force in ${bare}. Give one with --plan <folder>.\n`,
    ]);
  });

  test('without a terminal and a file to read from ends with 2 and says what to give', async () => {
    const { code, stderr } = await setPin('maria.chen', '--plan', demoPlan);
    expect([code, stderr]).toEqual([
      2,
      'holdfast: A PIN is asked for only on a terminal. Give it with --pin-file <path>.\n',
    ]);
  });

  test('leaves a broken PIN file alone and names it with 4', async () => {
    await writeFile(pinFileIn(data), '{');
    const { code, stderr } = await setPin('maria.chen', '--plan', demoPlan, '--pin-file', first);
    expect([code, stderr]).toEqual([
      4,
      expect.stringContaining(`The PIN file ${pinFileIn(data)} cannot be used: it is not JSON`),
    ]);
  });

  test('while a console has the folder open ends with 4: the PIN is set there', async () => {
    const journal = openJournal(path.join(data, 'journal.db'), Date.now);
    const { code, stderr } = await setPin('maria.chen', '--plan', demoPlan, '--pin-file', first);
    journal.close();
    expect([code, stderr]).toEqual([4, expect.stringContaining('Another Holdfast has the journal')]);
  });
});

describe('a file that should hold a PIN', () => {
  test.each([
    ['open to everyone', 'one-two-3\n', 0o644, 'is open to everyone on this machine'],
    ['writable by everyone', 'one-two-3\n', 0o602, 'is open to everyone on this machine'],
    ['empty', '', 0o600, 'has nothing on its first line'],
    ['with its PIN on the second line', '\none-two-3\n', 0o600, 'has nothing on its first line'],
  ])('%s ends with 2', async (name, text, mode, reason) => {
    const file = pinKeptIn(folder, name.replaceAll(' ', '-'), text, mode);
    const { code, stderr } = await setPin('maria.chen', '--plan', demoPlan, '--pin-file', file);
    expect([code, stderr.startsWith(`holdfast: ${file}, where the PIN should stand, ${reason}`)]).toEqual([
      2,
      true,
    ]);
  });

  test('that does not exist or is not text ends with 2', async () => {
    const bytes = pinKeptIn(folder, 'bytes', '');
    await writeFile(bytes, Buffer.from([0xff, 0xfe, 0x31, 0x32, 0x33]));
    const missing = await setPin('maria.chen', '--plan', demoPlan, '--pin-file', path.join(folder, 'none'));
    const binary = await setPin('maria.chen', '--plan', demoPlan, '--pin-file', bytes);
    expect([missing.code, missing.stderr, binary.code, binary.stderr]).toEqual([
      2,
      expect.stringContaining('cannot be read: ENOENT'),
      2,
      expect.stringContaining('is not text in UTF-8'),
    ]);
  });
});

describe('holdfast pin status', () => {
  test('tells who has a PIN, since when, and how many wrong ones there were, while a console is open, too', async () => {
    await setPin('maria.chen', '--plan', demoPlan, '--pin-file', first);
    await setPin('maria.chen', '--plan', demoPlan, '--pin-file', first, '--old-pin-file', second);
    const journal = openJournal(path.join(data, 'journal.db'), Date.now);
    const asked = await holdfast('pin', 'status', '--data', data, '--json');
    const read = await holdfast('pin', 'status', '--data', data);
    journal.close();
    const since = recordsIn(data)[0]?.occurredAt ?? 0;
    expect([asked.code, JSON.parse(asked.stdout), read.stdout]).toEqual([
      0,
      {
        people: [{ person: 'maria.chen', name: 'maria.chen', hasPin: true, since, wrong: 1, nextTryInMs: 0 }],
      },
      `PINs at this console\n  maria.chen (maria.chen) · PIN since ${new Date(since).toISOString()} · 1 wrong since the last right one\n`,
    ]);
  });

  test('without a journal says where it looked', async () => {
    const { code, stderr } = await holdfast('pin', 'status', '--data', data);
    expect([code, stderr]).toEqual([2, expect.stringContaining(path.join(data, 'journal.db'))]);
  });
});
