import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openPins, pinFileIn } from '../../src/identity/pin-file';
import { presentCost } from '../../src/identity/pin-hash';
import { temporaryFolder } from '../helpers/journal-file';
import { refusal } from '../helpers/refusal';

/** As little work as a PIN file may ask for. */
const cheap = { N: 2 ** 10, r: 1, p: 1 };
const newFile = () => pinFileIn(path.join(temporaryFolder(), 'not', 'there', 'yet'));
const goodRow = {
  person: 'maria',
  scrypt: cheap,
  salt: Buffer.alloc(16).toString('base64'),
  hash: Buffer.alloc(32).toString('base64'),
};

describe('a PIN', () => {
  test('is the one that was set, and no other, and only of the person who set it', async () => {
    const pins = openPins(newFile());
    await pins.set('maria', '2468-x');
    const tries = [
      pins.verify('maria', '2468-x'),
      pins.verify('maria', '2468-X'),
      pins.verify('jon', '2468-x'),
      pins.verify('__proto__', '2468-x'),
    ];
    expect([await Promise.all(tries), pins.has('maria'), pins.has('jon'), pins.people()]).toEqual([
      [true, false, false, false],
      true,
      false,
      ['maria'],
    ]);
  });

  test('is the same however its characters are composed', async () => {
    const pins = openPins(newFile(), cheap);
    await pins.set('maria', 'café-①');
    expect(await pins.verify('maria', 'cafe\u0301-1')).toBe(true);
  });

  test('stands until another is set', async () => {
    const pins = openPins(newFile(), cheap);
    await pins.set('maria', 'first one');
    await pins.set('maria', 'second one');
    expect([await pins.verify('maria', 'first one'), await pins.verify('maria', 'second one')]).toEqual([
      false,
      true,
    ]);
  });

  test('set with another cost stays good when the cost is raised', async () => {
    const file = newFile();
    await openPins(file, cheap).set('maria', 'as before');
    const raised = openPins(file, { N: 2 ** 11, r: 8, p: 1 });
    await raised.set('jon', 'as now');
    const costs = JSON.parse(readFileSync(file, 'utf8')).pins.map((each: typeof goodRow) => each.scrypt);
    expect([await raised.verify('maria', 'as before'), costs]).toEqual([
      true,
      [cheap, { N: 2 ** 11, r: 8, p: 1 }],
    ]);
  });
});

describe('the PIN file', () => {
  test('holds neither a PIN nor two equal hashes, costs a guess 32 MB, and only its owner may read it', async () => {
    const file = newFile();
    const pins = openPins(file);
    await Promise.all(['maria', 'jon'].map((person) => pins.set(person, 'same for both')));
    const text = readFileSync(file, 'utf8');
    const rows = JSON.parse(text).pins as (typeof goodRow)[];
    expect([
      text.includes('same'),
      new Set(rows.map((each) => each.hash)).size,
      rows.map((each) => each.scrypt),
      statSync(file).mode & 0o777,
      128 * presentCost.N * presentCost.r,
    ]).toEqual([false, 2, [presentCost, presentCost], 0o600, 32 * 2 ** 20]);
  });

  test('loses nobody when many PINs are set side by side, through two doors, and leaves no drafts', async () => {
    const file = newFile();
    const doors = [openPins(file, cheap), openPins(file, cheap)];
    const people = Array.from({ length: 12 }, (_, index) => `person-${index}`);
    await Promise.all(people.map((person, index) => doors[index % 2]?.set(person, `pin of ${person}`)));
    const verified = people.map((person) => doors[0]?.verify(person, `pin of ${person}`));
    expect([await Promise.all(verified), readdirSync(path.dirname(file))]).toEqual([
      people.map(() => true),
      ['pins.json'],
    ]);
  });

  test('that others could read is made private at the next look', async () => {
    const file = newFile();
    const pins = openPins(file, cheap);
    await pins.set('maria', 'private');
    chmodSync(file, 0o644);
    expect([pins.has('maria'), statSync(file).mode & 0o777]).toEqual([true, 0o600]);
  });

  test('that cannot be written says so, and keeps the PINs set before', async () => {
    const file = newFile();
    const pins = openPins(file, cheap);
    await pins.set('maria', 'before');
    const elsewhere = path.join(file, 'pins.json');
    const failing = openPins(elsewhere, cheap).set('maria', 'after');
    await expect(failing).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(elsewhere),
    });
    expect(await pins.verify('maria', 'before')).toBe(true);
  });
});

describe('a broken PIN file is refused by name and left as it is', () => {
  const withRow = (change: object) => JSON.stringify({ version: 1, pins: [{ ...goodRow, ...change }] });
  const costing = (change: object) => withRow({ scrypt: { ...cheap, ...change } });
  test.each([
    ['nothing in it', '', 'it is not JSON'],
    ['half of it', withRow({}).slice(0, 60), 'it is not JSON'],
    ['no object', '[]', 'Invalid input'],
    ['a newer version', '{"version":2,"pins":[]}', 'version:'],
    ['a member nobody knows', '{"version":1,"pins":[],"more":1}', 'more'],
    ['a prototype for its people', '{"version":1,"pins":{"__proto__":{}}}', 'pins:'],
    ['a person that is a word of the language', withRow({ person: '__proto__' }), 'pins.0.person'],
    ['a person with an escape sequence', withRow({ person: 'a\u001b[2J' }), 'pins.0.person'],
    ['a person whom every object has', withRow({ person: 'constructor' }), 'pins.0.person'],
    ['a short salt', withRow({ salt: 'AAAA' }), 'pins.0.salt: must be 16 to 64 bytes'],
    ['an empty hash, which everything would match', withRow({ hash: '' }), 'pins.0.hash: must be 32 to 64'],
    ['a hash that is not base64', withRow({ hash: '~'.repeat(44) }), 'pins.0.hash'],
    ['memory without end', costing({ N: 2 ** 40 }), 'pins.0.scrypt.N'],
    ['a cost that is no power of two', costing({ N: 5000 }), 'must be a power of two'],
    ['a cost of nothing', costing({ N: 1 }), 'pins.0.scrypt.N'],
    ['work without end', costing({ p: 1e9 }), 'pins.0.scrypt.p'],
    ['half a block', costing({ r: 0.5 }), 'pins.0.scrypt.r'],
    ['a person twice', JSON.stringify({ version: 1, pins: [goodRow, goodRow] }), 'maria stands in it twice'],
    ['more than a megabyte', ' '.repeat(1_000_001), 'more than 1000000'],
  ])('%s', async (_name, text, reason) => {
    const file = pinFileIn(temporaryFolder());
    writeFileSync(file, text);
    const pins = openPins(file, cheap);
    const has = refusal(() => pins.has('maria'));
    const asked = await Promise.allSettled([pins.verify('maria', 'x'), pins.set('maria', 'secret word')]);
    expect([
      has.startsWith(`unavailable: The PIN file ${file} cannot be used: `),
      has.includes(reason),
      has.includes('Put back a good copy, or move it away'),
      asked.map((each) => each.status === 'rejected' && each.reason.message === has.slice(13)),
      has.includes(goodRow.hash),
      readFileSync(file, 'utf8') === text,
    ]).toEqual([true, true, true, [true, true], false, true]);
  });

  test('a folder in its place', () => {
    const file = pinFileIn(temporaryFolder());
    mkdirSync(file);
    expect(refusal(() => openPins(file).people())).toContain('cannot be used: it is not a file');
  });

  test('and counts again as soon as it was put right', async () => {
    const file = pinFileIn(temporaryFolder());
    const pins = openPins(file, cheap);
    await pins.set('maria', 'put back');
    const good = readFileSync(file);
    writeFileSync(file, 'torn');
    const broken = refusal(() => pins.has('maria'));
    writeFileSync(file, good);
    expect([broken.startsWith('unavailable'), await pins.verify('maria', 'put back')]).toEqual([true, true]);
  });
});
