import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { allRecords } from '../../src/app/export-incident';
import type { Recorded } from '../../src/domain/events';
import { foldWorld } from '../../src/domain/evolve-world';
import type { World } from '../../src/domain/world';
import { readJournal } from '../../src/store/journal-reader';

const root = path.resolve(__dirname, '../..');

/** A real console in a real window on data of its own. */
export type TestConsole = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly data: string;
  /** Quits as a person would. */
  close(): Promise<void>;
  /** Ends every process of the console at once, as a power cut would. */
  kill(): Promise<void>;
};

export const emptyData = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'holdfast-e2e-'));
export const remove = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });

/** The arguments with which a person's shell would start the console on `data`. */
export function consoleArguments(data: string, ...switches: readonly string[]): string[] {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [root, ...asRoot, '--disable-gpu', `--user-data-dir=${data}`, ...switches];
}

export const electronBinary = (): string => {
  const binary = process.env.HOLDFAST_ELECTRON;
  if (!binary)
    throw new Error('HOLDFAST_ELECTRON is not set: run `npm test`, or `node scripts/test.mjs --only e2e`');
  return binary;
};

/** Opens the console and waits until its first snapshot is drawn. */
export async function openConsole(data: string, ...switches: readonly string[]): Promise<TestConsole> {
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: consoleArguments(data, ...switches),
    cwd: root,
    env: environment(),
  });
  const page = await app.firstWindow();
  await page.locator('html[data-ready="true"]').waitFor();
  return {
    app,
    page,
    data,
    close: () => app.close(),
    async kill() {
      const gone = new Promise((resolve) => app.process().once('exit', resolve));
      app.process().kill('SIGKILL');
      await gone;
    },
  };
}

/** Waits until the screen itself says that sign-in is down and offers to declare it. */
export const signInIsDown = (page: Page): Promise<void> =>
  page.getByTestId('primary-title').filter({ hasText: 'Clinical sign-in' }).waitFor();

/**
 * Presses a hold-to-run long enough to mean it. A run of a few endpoints may be over before the
 * screen has drawn it, so its end counts as well as its going on.
 */
export async function hold(page: Page): Promise<void> {
  await page.getByTestId('hold-to-run').hover();
  await page.mouse.down();
  await page.waitForFunction(
    () =>
      document.querySelector('[data-testid="stop"]') !== null ||
      document.querySelector('[data-testid="hold-to-run"]') === null,
  );
  await page.mouse.up();
}

/** What the journal in `folder` says, read beside the running console. */
export function readWorld(folder: string): { readonly world: World; readonly records: readonly Recorded[] } {
  const journal = readJournal(path.join(folder, 'journal.db'));
  try {
    const records = [...allRecords(journal)];
    return { world: foldWorld(records), records };
  } finally {
    journal.close();
  }
}

export function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
