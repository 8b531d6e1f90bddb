import { isIP } from 'node:net';
import { hiddenIn } from '../../domain/plain-text';

/** What is wrong with one field of the inventory. */
export type WrongCell = { readonly rule: string; readonly message: string; readonly fix: string };

/** Checks one field by the column it stands in; null when it is fine. Columns that are not built in are labels. */
export function checkCell(column: string, cell: string): WrongCell | null {
  const hidden = hiddenIn(cell);
  if (hidden) {
    const message = `The ${column} holds ${hidden.words}.`;
    return { rule: 'bad-field', message, fix: 'Remove it, or type the text anew.' };
  }
  if (/\p{Cc}/u.test(cell)) return wrong(column, cell, 'contains a control character', 'Remove it.');
  if (cell.length > 255) return wrong(column, cell, 'is longer than 255 characters', 'Shorten it.');
  if (column === 'name') return checkName(cell);
  if (column === 'address') return checkAddress(cell);
  if (column === 'port') return checkPort(cell);
  // A leading dash would be an option to a command line that ever gets to see it.
  if (column === 'user' && (/\s/.test(cell) || cell.startsWith('-'))) {
    return wrong(column, cell, 'is not a user name', 'Write for example ops.');
  }
  return null;
}

function checkName(cell: string): WrongCell | null {
  if (cell === '') return { rule: 'empty-name', message: 'The name is empty.', fix: 'Name the endpoint.' };
  // Names are keys of plain objects; `constructor` would find what nobody put there.
  if (!(cell in {})) return null;
  return { rule: 'bad-name', message: `"${cell}" cannot name an endpoint.`, fix: 'Give it another name.' };
}

function checkAddress(cell: string): WrongCell | null {
  const isHostName = /^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?$/.test(cell);
  if (isHostName || isIP(cell) !== 0) return null;
  const fix = 'Write a host name or an IP address without port or brackets.';
  if (cell === '') return { rule: 'empty-address', message: 'The address is empty.', fix };
  return { ...wrong('address', cell, 'is not an address', fix), rule: 'bad-address' };
}

function checkPort(cell: string): WrongCell | null {
  if (cell === '' || (/^\d{1,5}$/.test(cell) && Number(cell) >= 1 && Number(cell) <= 65_535)) return null;
  const fix = 'Write a whole number from 1 to 65535, or nothing for 22.';
  return { ...wrong('port', cell, 'is not a port', fix), rule: 'bad-port' };
}

function wrong(column: string, cell: string, why: string, fix: string): WrongCell {
  const shown = JSON.stringify(cell.length > 60 ? `${cell.slice(0, 59)}…` : cell);
  return { rule: 'bad-field', message: `The ${column} ${shown} ${why}.`, fix };
}
