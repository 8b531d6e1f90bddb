import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createPlanReader, type PlanReader } from '../../../src/app/plan-reader/plan-reader';
import { temporaryFolder } from '../../helpers/journal-file';

/** The thread as it is built. */
export const builtReader = path.resolve(import.meta.dirname, '../../../out/main/plan-reader.js');

/** A reader with a thread of its own, and what it told of threads that died. */
export function startReader(file = builtReader): { readonly reader: PlanReader; readonly faults: Error[] } {
  const faults: Error[] = [];
  const reader = createPlanReader(file, (error) => faults.push(error as Error));
  onTestFinished(() => reader.close());
  return { reader, faults };
}

/** A thread file that does what the built one does until a work of this name, or `a piece`, is asked for; then it dies. */
export function dyingOn(work: string, times: 'once' | 'always'): string {
  const folder = temporaryFolder();
  const marker = path.join(folder, 'died');
  return threadFile(
    folder,
    `parentPort.on('message', (order) => {
      if ((order.work ?? 'a piece') !== ${JSON.stringify(work)} || (${times === 'once'} && existsSync(${JSON.stringify(marker)}))) return;
      writeFileSync(${JSON.stringify(marker)}, '');
      process.exit(1);
    });
    require(${JSON.stringify(builtReader)});`,
  );
}

export function threadFile(folder: string, more: string): string {
  const file = path.join(folder, 'thread.cjs');
  const needed = `const { existsSync, writeFileSync } = require('node:fs');\nconst { parentPort } = require('node:worker_threads');\n`;
  writeFileSync(file, `${needed}${more}`);
  return file;
}

/** What became of something asked for: `code: message` of what refused it. */
export const outcome = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error) => `${error.code}: ${error.message}`,
  );
