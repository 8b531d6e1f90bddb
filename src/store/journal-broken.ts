import { AppError } from '../errors';

/** The journal was refused: `row` is the first bad row, 0 = the file as a whole. */
export class JournalBroken extends AppError {
  constructor(
    readonly file: string,
    readonly row: number,
    readonly reason: string,
  ) {
    const where = row === 0 ? 'The journal' : `Row ${row} of the journal`;
    super('journal-broken', `${where} ${file} does not verify: ${reason}. Nothing was written to it.`);
  }
}
