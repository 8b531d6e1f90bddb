import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root, sourceFiles } from './helpers/source-files';

const linesOf = (file: string) => readFileSync(path.join(root, file), 'utf8').split('\n').length - 1;
const long = (files: readonly string[], lines: number) =>
  files
    .map((file) => `${file}: ${linesOf(file)} lines`)
    .filter((_, index) => linesOf(files[index] ?? '') > lines);

const sources = sourceFiles(
  ['src', 'electron', 'renderer', 'scripts'],
  ['.ts', '.tsx', '.css', '.mjs', '.mts'],
);

test('no file of the product or its tests is longer than 400 lines', () => {
  expect(long([...sources, ...sourceFiles(['test'], ['.ts', '.tsx'])], 400)).toEqual([]);
});

test('at most one source file in twenty is longer than 200 lines', () => {
  const beyond = long(sources, 200);
  expect(beyond.slice(Math.floor(sources.length / 20))).toEqual([]);
});
