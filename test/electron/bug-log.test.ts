import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bugLog } from '../../electron/bug-log';
import { temporaryFolder } from '../helpers/journal-file';

const read = (folder: string, name: string) => readFileSync(path.join(folder, name), 'utf8');

test('a bug is added to the log in a folder that need not be there yet', () => {
  const folder = path.join(temporaryFolder(), 'data');
  const write = bugLog(folder);
  write('one\n');
  write('two\n');
  expect([readdirSync(folder), read(folder, 'bugs.log')]).toEqual([['bugs.log'], 'one\ntwo\n']);
});

test('a log that would grow too large is put aside for a new one, and replaces the one put aside before', () => {
  const folder = temporaryFolder();
  const write = bugLog(folder, 10);
  for (const line of ['one 1\n', 'two 2\n', 'three\n', '4\n']) write(line);
  expect([readdirSync(folder).sort(), read(folder, 'bugs.log'), read(folder, 'bugs.log.1')]).toEqual([
    ['bugs.log', 'bugs.log.1'],
    'three\n4\n',
    'two 2\n',
  ]);
});

test('a bug that repeats for ever, or is very long, takes no more than two megabytes', () => {
  const folder = temporaryFolder();
  const write = bugLog(folder);
  const [usual, long] = [`${'ü'.repeat(2000)}\n`, `${'x'.repeat(5_000_000)}\n`];
  for (let count = 0; count < 1000; count += 1) write(count === 500 ? long : usual);
  const sizes = readdirSync(folder).map((name) => statSync(path.join(folder, name)).size);
  expect([sizes.length, sizes.every((size) => size <= 1_000_000)]).toEqual([2, true]);
});

test('a log that cannot be written ends nothing', () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'bugs.log'));
  writeFileSync(path.join(folder, 'file'), '');
  expect(() => {
    bugLog(folder)('x');
    bugLog(path.join(folder, 'file'))('x');
  }).not.toThrow();
});
