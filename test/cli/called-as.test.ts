import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { calledAs } from '../../src/cli/called-as';
import { emptyFolder } from '../helpers/holdfast';

let clone: string;
let installed: string;
beforeAll(async () => {
  clone = path.join(await emptyFolder(), "Jon's clone");
  installed = await emptyFolder();
  await mkdir(clone);
  await writeFile(path.join(clone, 'electron.vite.config.mts'), '');
});

const from = (root: string, workingFolder: string, npmCommand?: string) =>
  calledAs({ root, workingFolder, npmCommand });

test('in a clone, and below it, npx starts the program again, however it was started', () => {
  const below = path.join(clone, 'plans', 'mine');
  expect([from(clone, clone), from(clone, below), from(clone, clone, 'exec')]).toEqual(
    Array(3).fill('npx holdfast'),
  );
});

test('outside of the clone npx would ask a registry: its own path starts it', () => {
  const word = `node '${clone.replace("'", String.raw`'\''`)}/bin/holdfast.mjs'`;
  expect([from(clone, path.dirname(clone)), from(clone, `${clone}-2`)]).toEqual([word, word]);
});

test('an installed program is called by its name, or by npx where that called it', () => {
  expect([from(installed, clone), from(installed, clone, 'exec'), from(installed, clone, 'run')]).toEqual([
    ...['holdfast', 'npx holdfast', 'holdfast'],
  ]);
});
