import { countExclusions, type RunPreview } from '../domain/views/primary-action';
import { AppError } from '../errors';
import { typedLine } from './typed-line';

/**
 * Refuses a call that nobody could confirm, before anything is declared, taken over or locked.
 * @throws AppError `invalid-input`
 */
export function requireConfirmable({ yes, json }: { readonly yes?: boolean; readonly json?: boolean }): void {
  if (yes) return;
  if (json) throw new AppError('invalid-input', '--json cannot ask; add --yes to confirm beforehand.');
  if (process.stdin.isTTY !== true)
    throw new AppError(
      'invalid-input',
      'The count is asked for only on a terminal; add --yes to confirm beforehand. Nothing was declared, nothing was sent.',
    );
}

/** The typed count is what hold-to-run is on the screen: nobody types 226 by accident. */
export async function askForCount({ manifest, runbookName }: RunPreview): Promise<boolean> {
  const { entries } = manifest;
  const left = countExclusions(manifest).map(([reason, many]) => `${many} ${reason}`);
  const without = left.length > 0 ? ` (excluded: ${left.join(', ')})` : '';
  const many = String(entries.length);
  return (await typedLine(`${runbookName} on ${many} endpoints${without}. Type ${many} to run: `)) === many;
}
