import { type PlanProblem, type Position, planError } from '../../plan-problem';
import type { NotMapped } from '../not-mapped';
import { isSecretName } from '../secret-names';
import type { Columns, ColumnUse, InventoryColumn } from './csv-columns';

/** What other programs call a column, the most telling first; compared by letters and digits alone. */
const usualNames: Readonly<Record<InventoryColumn, readonly string[]>> = {
  name: [
    'name',
    'hostname',
    'host',
    'devicename',
    'device',
    'servername',
    'server',
    'computername',
    'nodename',
  ],
  address: [
    ...['address', 'ansiblehost', 'primaryip', 'primaryip4', 'primaryipv4', 'managementip', 'mgmtip'],
    ...['ipaddress', 'ipv4address', 'ip', 'primaryip6', 'ipv6address', 'fqdn', 'dnsname'],
  ],
  port: ['port', 'sshport', 'ansibleport'],
  user: ['user', 'username', 'sshuser', 'ansibleuser', 'login'],
  groups: ['groups', 'group', 'tags'],
  jump: ['jump', 'proxyjump', 'jumphost', 'bastion'],
};

const spell = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The columns of an export of another program; what each of them is read as is told, one by one. */
export function usualColumns(
  file: string,
  header: readonly string[],
  at: Position,
  notMapped: NotMapped,
): Columns {
  const spelled = header.map(spell);
  const uses: ColumnUse[] = header.map(() => null);
  const problems: PlanProblem[] = [];
  const readAs = (column: string, what: string, fix: string) =>
    problems.push({
      ...planError(
        file,
        at,
        'column-read-as',
        `The column ${JSON.stringify(column)} is read as ${what}.`,
        fix,
      ),
      severity: 'note',
    });
  for (const [field, names] of Object.entries(usualNames) as [InventoryColumn, readonly string[]][]) {
    const index = names.map((name) => spelled.indexOf(name)).find((each) => each !== -1);
    if (index === undefined) continue;
    uses[index] = { field };
    if (header[index] !== field)
      readAs(header[index] ?? '', `"${field}"`, `Rename another column to "${field}" where that is wrong.`);
  }
  const missing = (['name', 'address'] as const).filter(
    (field) => !uses.some((use) => use !== null && 'field' in use && use.field === field),
  );
  if (missing.length > 0) return { uses, isExport: true, problems: [noHeader(file, at, header, missing)] };
  const taken = new Set<string>(Object.keys(usualNames));
  for (const [index, column] of header.entries()) {
    if (uses[index] !== null) continue;
    const label = column
      .trim()
      .replace(/[^A-Za-z0-9_.-]+/g, '_')
      .replace(/^[^A-Za-z]+|_+$/g, '');
    if (label === '' || taken.has(label)) {
      const why = label === '' ? 'has no name that a label could have' : 'has a name that is taken';
      const fix = 'Rename it where a selector has to ask for it.';
      // What a spreadsheet has to the right of its table is nothing that anybody could miss.
      if (column.trim() !== '')
        notMapped.add(
          'not-mapped',
          { message: `The column ${JSON.stringify(column)} ${why} and is not used`, fix },
          () => at,
        );
      continue;
    }
    taken.add(label);
    uses[index] = { label };
    if (label !== column && !isSecretName(label))
      readAs(column, `the label ${label}`, 'Say it like that in selectors.');
  }
  return { uses, isExport: true, problems };
}

function noHeader(
  file: string,
  at: Position,
  header: readonly string[],
  missing: readonly string[],
): PlanProblem {
  const message = `The first line is not a header: it has no column "${missing.join('" and no column "')}".`;
  const known = header.length > 1 && header.every((column) => /^([A-Za-z]|$)/.test(column));
  const shown = header.slice(0, 20).join(', ');
  const fix = known
    ? `Rename the column that holds it; there are ${shown.length > 300 ? `${shown.slice(0, 300)}…` : shown}.`
    : 'Begin with a line such as name,address,port,user,site,role.';
  return planError(file, at, 'missing-header', message, fix);
}
