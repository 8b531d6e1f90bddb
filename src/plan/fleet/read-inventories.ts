import { oneLine } from '../../domain/plain-text';
import { type PlanFolder, parseOnce, readText } from '../plan-folder';
import { type PlanProblem, planError, planWarning, startOfFile } from '../plan-problem';
import { readAnsibleIni } from './ansible/ini-inventory';
import { mostHosts, tooManyHosts } from './ansible/to-found';
import { readCsvInventory } from './csv/csv-inventory';
import { type FoundEndpoint, type FoundInventory, nothingFound } from './found-endpoint';
import { guessFormat, type InventoryFormat } from './inventory-format';
import type { InventorySource } from './inventory-source';
import { mostFleetBytes } from './most-bytes';
import { readSshConfig } from './ssh-config/ssh-config-inventory';
import { readStructured } from './structured-inventory';

/** A file to read, and its format where somebody named it. */
export type InventoryFile = { readonly file: string; readonly format?: InventoryFormat | undefined };

/** Reads inventories, one after the other. Nothing in them is ever run. */
export async function readInventories(
  folder: PlanFolder,
  files: readonly InventoryFile[],
): Promise<FoundInventory> {
  const found: FoundEndpoint[] = [];
  const problems: PlanProblem[] = [];
  const formats: InventoryFormat[] = [];
  for (const { file, format } of files) {
    const one = await readOne(folder, file, format);
    if (one.format) formats.push(one.format);
    // Not by spreading: a hundred thousand arguments are more than a call can have.
    for (const each of one.found) found.push(each);
    // Messages quote what stands in files, and are shown on terminals.
    for (const each of one.problems) {
      problems.push({ ...each, file: oneLine(each.file, 500), message: oneLine(each.message, 1_000) });
    }
  }
  return { found, problems, format: formats[0] };
}

async function readOne(folder: PlanFolder, file: string, format?: InventoryFormat): Promise<FoundInventory> {
  const { text, problems } = await readText(folder, file, mostFleetBytes);
  if (text === null) return nothingFound(...problems);
  if (text.startsWith('#!')) return nothingFound(script(file));
  const inventory = await readAs({ folder, file, text }, format ?? guessFormat(file, text));
  if (inventory.found.length > mostHosts) return nothingFound(tooManyHosts(file, startOfFile));
  if (inventory.found.length + inventory.problems.length > 0) return inventory;
  const isCsv = (format ?? guessFormat(file, text)) === 'csv';
  const message = `${file} has ${isCsv ? 'a header and ' : ''}no endpoints.`;
  const fix = isCsv ? 'Add a line for each endpoint.' : 'Add hosts, or name another file.';
  return nothingFound(planWarning(file, startOfFile, 'empty-inventory', message, fix));
}

async function readAs(
  source: InventorySource,
  format: InventoryFormat | 'structured',
): Promise<FoundInventory> {
  const { folder, file, text } = source;
  switch (format) {
    case 'csv':
      return { ...parseOnce(folder, file, readCsvInventory, () => readCsvInventory(file, text)), format };
    case 'ansible-ini':
      return { ...(await readAnsibleIni(source)), format };
    case 'ssh-config':
      return { ...(await readSshConfig(source)), format };
    default:
      return readStructured(source, format);
  }
}

function script(file: string): PlanProblem {
  const message = `${file} is a program. Holdfast never runs an inventory.`;
  const fix = `Run it yourself and keep what it prints, for example "ansible-inventory -i ${file} --list > inventory.json".`;
  return planError(file, startOfFile, 'executable-inventory', message, fix);
}
