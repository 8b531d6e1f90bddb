import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { checksAt } from '../../app/plan-holder';
import { counted } from '../../domain/views/words';
import { AppError } from '../../errors';
import { type InventoryFormat, inventoryFormats } from '../../plan/fleet/inventory-format';
import { inventoryCsv } from '../../plan/import/inventory-csv';
import { readInventoryFile } from '../../plan/import/read-inventory-file';
import { type ImportedJobs, importRundeckJobs } from '../../plan/import/rundeck-job/import-jobs';
import { formatProblem, type PlanProblem } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { exitCodes } from '../exit-codes';
import { inventorySummary, summaryText } from '../inventory-summary';
import { isThere, planOf, runbookTarget } from '../runbook-target';
import { openTerminal, type Terminal } from '../terminal';
import { importHistoryCommands } from './import-history';

/** `holdfast import …`: what other tools have, in our words. Reads only, unless `--out` says where to write. */
export function importCommand(): Command {
  const command = new Command('import').description(
    'Read what other tools have, and say what cannot be taken over',
  );
  command
    .command('inventory')
    .description(
      'Show what an inventory says: endpoints by group and label, and everything in it that is not used',
    )
    .argument('<file>', 'CSV, Ansible (INI, YAML, saved --list), ssh_config, or Rundeck nodes')
    .addOption(
      new Option('--format <format>', 'needed only where name and content do not tell').choices(
        inventoryFormats,
      ),
    )
    .option('--user <user>', 'who signs in where the inventory leaves it open')
    .addOption(new Option('--csv', 'print the endpoints as the CSV of a plan').conflicts('json'))
    .option('--json', 'print the result as JSON')
    .action(showInventory);
  command
    .command('rundeck-job')
    .description('Turn exported jobs of Rundeck into runbooks, and list what has no place in them')
    .argument('<file>', 'YAML, JSON or XML, as "rd jobs list --file" writes it')
    .option(
      '--out <folder>',
      'write <id>.yaml there instead of printing, of a plan into its runbooks; existing files are never overwritten',
    )
    .option('--owner <person>', 'id of the person of the plan who owns the runbooks; a plan asks for it')
    .option('--json', 'print the result as JSON')
    .action(importJobs);
  for (const each of importHistoryCommands()) command.addCommand(each);
  return command;
}

type InventoryOptions = { format?: InventoryFormat; user?: string; csv?: boolean; json?: boolean };

async function showInventory(file: string, options: InventoryOptions): Promise<void> {
  const terminal = openTerminal(options.json === true);
  const reading = await readInventoryFile(file, options.format, options.user);
  if (reading === null) throw new AppError('not-found', `${file} is not a file that can be read.`);
  const summary = inventorySummary(file, reading);
  process.exitCode = summary.ok ? exitCodes.ok : exitCodes.notGood;
  if (!options.csv) {
    terminal.result(summary, [...reading.problems.map(formatProblem), summaryText(summary)].join('\n'));
    return;
  }
  list(terminal, reading.problems);
  if (!summary.ok) return;
  const { text, lost } = inventoryCsv(reading.endpoints);
  for (const each of lost) terminal.say(`${file}: ${each}`);
  process.stdout.write(text);
}

async function importJobs(
  file: string,
  options: { out?: string; owner?: string; json?: boolean },
): Promise<void> {
  const terminal = openTerminal(options.json === true);
  const target = options.out === undefined ? null : await runbookTarget(options.out, options.owner);
  const { runbooks, problems } = await importRundeckJobs(file, options.owner);
  const isGood = !problems.some(({ severity }) => severity === 'error');
  list(terminal, problems);
  const written = target !== null && isGood ? await writeRunbooks(target, runbooks) : [];
  const refused = written.length > 0 ? await refusedFor(written, options.out ?? '', terminal) : 0;
  process.exitCode = isGood && refused === 0 ? exitCodes.ok : exitCodes.notGood;
  const printed = target === null ? runbooks.map(({ yaml }) => yaml).join('---\n') : written.join('\n');
  terminal.result({ ok: isGood, runbooks, written, problems }, printed.trimEnd());
}

/** What of these files the plan around them is refused for: the job said it, and only a person can say it rightly here. */
async function refusedFor(written: readonly string[], out: string, terminal: Terminal): Promise<number> {
  const plan = await planOf(out);
  if (plan === null) return 0;
  const { problems } = await readPlan(plan, checksAt(Date.now()));
  const own = new Set(written.map((file) => `runbooks/${path.basename(file)}`));
  const errors = problems.filter(({ file, severity }) => severity === 'error' && own.has(file));
  if (errors.length === 0) return 0;
  list(terminal, errors);
  terminal.say(
    `Written, with ${counted(errors.length, 'error')}: until they are put right the plan is refused, and the last good one stays in force.`,
  );
  return errors.length;
}

/** All or, as far as can be known beforehand, none. */
async function writeRunbooks(folder: string, runbooks: ImportedJobs['runbooks']): Promise<readonly string[]> {
  const files = runbooks.map(({ id, yaml }) => ({ file: path.join(folder, `${id}.yaml`), yaml }));
  for (const { file } of files)
    if (await isThere(file))
      throw new AppError('invalid-input', `${file} exists already. Nothing was written.`);
  await mkdir(folder, { recursive: true });
  for (const [count, { file, yaml }] of files.entries())
    await writeFile(file, yaml, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      const why = error.code === 'EEXIST' ? 'exists already' : `cannot be written (${error.code})`;
      throw new AppError(
        'invalid-input',
        `${file} ${why}; of ${runbooks.length} runbooks ${count} were written.`,
      );
    });
  return files.map(({ file }) => file);
}

function list(terminal: Terminal, problems: readonly PlanProblem[]): void {
  for (const each of problems) terminal.say(formatProblem(each));
}
