import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { checkSelector, countSelected } from '../../app/plan-holder';
import { AppError } from '../../errors';
import { templateFiles, templateOf } from '../../plan/init/build-plan';
import { readTemplates } from '../../plan/init/read-templates';
import { jsonSchemaFiles } from '../../plan/json-schema';
import { formatProblem } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { shippedTemplates } from '../shipped-plan';
import { openTerminal } from '../terminal';

/** `holdfast plan templates` */
export function planTemplates(): Command {
  return new Command('templates')
    .description('List the scenarios that a plan can begin with')
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      const all = await readTemplates(shippedTemplates());
      const words = all.map(({ id, name, summary, irreversible, runbooks }) => {
        const back = Object.keys(runbooks).filter((each) => each !== id);
        const undone = irreversible ? 'irreversible' : `undone by: ${back.join(', ') || 'nothing to undo'}`;
        return `${id}\n  ${name} (${undone})\n  ${summary}`;
      });
      const shown = all.map(({ id, name, summary, irreversible, runbooks }) => ({
        ...{ id, name, summary, irreversible },
        runbooks: Object.keys(runbooks),
      }));
      openTerminal(options.json === true).result(shown, words.join('\n'));
    });
}

/** `holdfast plan add-template` */
export function planAddTemplate(): Command {
  return new Command('add-template')
    .description(
      'Add the runbooks and the scenario of a template to a plan; existing files are never overwritten',
    )
    .argument('<id>', 'as "plan templates" lists it')
    .option('--plan <folder>', 'the plan folder', '.')
    .requiredOption('--service <id>', 'the service it is for')
    .option('--json', 'print the result as JSON')
    .action(addTemplate);
}

type Options = { readonly plan: string; readonly service: string; readonly json?: boolean };

async function addTemplate(id: string, options: Options): Promise<void> {
  const folder = resolve(options.plan);
  const template = templateOf(await readTemplates(shippedTemplates()), id);
  const { plan, problems } = await readPlan(folder, { checkSelector, countSelected, nowMs: Date.now() });
  if (!plan)
    throw new AppError(
      'invalid-input',
      ['The plan has mistakes:', ...problems.map(formatProblem)].join('\n'),
    );
  const service = plan.services.find((each) => each.id === options.service);
  if (!service) {
    const ids = plan.services.map((each) => each.id).join(', ');
    throw new AppError('not-found', `The plan has no service "${options.service}". There are: ${ids}.`);
  }
  const files = templateFiles(template, service.owner);
  const there: string[] = [];
  for (const file of Object.keys(files))
    if (
      await readFile(join(folder, file)).then(
        () => true,
        () => false,
      )
    )
      there.push(file);
  if (there.length > 0)
    throw new AppError('conflict', `${there.join(', ')} exists already. Nothing was written.`);
  await writeNew(folder, files);
  const [, authority = ''] = /^authority:\n([\s\S]*?)^(?=\S)/m.exec(template.service) ?? [];
  openTerminal(options.json === true).result(
    { files: Object.keys(files), restore: id },
    [
      ...Object.keys(files).map((file) => `Wrote ${file}`),
      '',
      `Nobody may run it yet. In services/${service.id}.yaml write "restore: ${id}" if it is what restores ${service.name}, and under authority:`,
      authority.slice(authority.indexOf('  envelopes:')).trimEnd(),
    ].join('\n'),
  );
}

/** `holdfast plan schemas` */
export function planSchemas(): Command {
  return new Command('schemas')
    .description('Write the JSON Schemas of all plan files, by which editors complete and validate')
    .requiredOption('--out <folder>', 'where to write them; older ones are replaced')
    .action(async ({ out }: { readonly out: string }) => {
      const files = jsonSchemaFiles();
      await mkdir(out, { recursive: true });
      for (const [name, text] of Object.entries(files)) await writeFile(join(out, name), text);
      const names = Object.keys(files).map((name) => relative('.', join(resolve(out), name)));
      openTerminal(false).result(names, names.join('\n'));
    });
}

async function writeNew(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text, { flag: 'wx' });
  }
}
