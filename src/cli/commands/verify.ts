import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { AppError } from '../../errors';
import { verifyBundle } from '../../report/verify-bundle';
import { verifyJournal } from '../../store/verify-journal';
import { exitCodes } from '../exit-codes';
import { openTerminal } from '../terminal';

const sqliteMagic = 'SQLite format 3\0';

/** `holdfast verify` */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'Recompute the hash chain of an exported bundle (.json) or of a journal (.db); nothing is written',
    )
    .argument('<file>', 'bundle.json or journal.db')
    .option('--json', 'print the result as JSON')
    .action((file: string, options: { json?: boolean }) => {
      const verdict = verify(file);
      const text = verdict.ok
        ? `${file} verifies: ${verdict.rows} rows, head ${verdict.head}\nThis proves that the rows belong together unchanged. Compare the head with one noted elsewhere to know that they are the ones.${'readable' in verdict ? '\nNot covered: the names of ids and the time of export, which a bundle carries beside its rows.' : ''}`
        : `${file} does NOT verify${verdict.row > 0 ? ` at row ${verdict.row}` : ''}: ${verdict.reason}`;
      openTerminal(options.json === true).result({ file, ...verdict }, text);
      process.exitCode = verdict.ok ? exitCodes.ok : exitCodes.notGood;
    });
}

function verify(file: string) {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new AppError('invalid-input', `${file} cannot be read: ${(error as Error).message}`);
  }
  const isJournal = bytes.subarray(0, sqliteMagic.length).toString('latin1') === sqliteMagic;
  return isJournal ? verifyJournal(file) : verifyBundle(bytes.toString('utf8'));
}
