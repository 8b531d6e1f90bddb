import { basename, join, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { checkSelector, countSelected } from '../../app/plan-holder';
import { usualKey } from '../../app/usual-key';
import { type InventoryFormat, inventoryFormats } from '../../plan/fleet/inventory-format';
import { buildPlan } from '../../plan/init/build-plan';
import { readTemplates } from '../../plan/init/read-templates';
import { inventoryOf, startingPoint } from '../../plan/init/starting-point';
import type { PlanTemplate } from '../../plan/init/template';
import { requireNew, writePlan } from '../../plan/init/write-plan';
import { jsonSchemaFiles } from '../../plan/json-schema';
import { formatProblem } from '../../plan/plan-problem';
import { askLines } from '../ask-line';
import { initAnswers } from '../init-answers';
import { foundWords, leftBehind, nextCommands, toWrite } from '../init-words';
import { shippedTemplates } from '../shipped-plan';
import { openTerminal, type Terminal } from '../terminal';

export type InitOptions = {
  readonly inventory?: string;
  readonly from?: InventoryFormat;
  readonly service: readonly string[];
  readonly template: readonly string[];
  readonly probe: readonly string[];
  readonly person: readonly string[];
  readonly organisation?: string;
  readonly user?: string;
  readonly key?: string;
  readonly knownHosts?: string;
  readonly mode: 'drill' | 'tabletop';
  readonly yes?: boolean;
  readonly json?: boolean;
};

const list = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** `holdfast plan init` */
export function planInit(): Command {
  return new Command('init')
    .description('Write a first plan from the inventory you have; asks on a terminal for what is not given')
    .argument('<folder>', 'where to write it; new or empty')
    .option('--inventory <file>', 'Ansible (INI, YAML, saved --list), ssh_config, Rundeck nodes or CSV')
    .addOption(
      new Option('--from <format>', 'needed only where name and content do not tell').choices(
        inventoryFormats,
      ),
    )
    .option(
      '--service <name[=selector]>',
      'a service: a group of the inventory, or "Portal=group=web"; may be repeated',
      list,
      [],
    )
    .option(
      '--template <id[=service]>',
      'what restores it (see plan templates), for one service or for all; may be repeated',
      list,
      [],
    )
    .option(
      '--probe <service=probe>',
      'what tells whether it works, such as "web=port: 443"; may be repeated',
      list,
      [],
    )
    .option('--organisation <name>', 'whose plan it is')
    .option('--person <who>', '"Maria Chen <maria@hospital.example>, +1 555 0101"; may be repeated', list, [])
    .option('--user <name>', 'who signs in where the inventory names nobody')
    .option('--key <file>', 'private key that signs in, or agent')
    .option('--known-hosts <file>', 'host keys on file; default: those of this user and machine')
    .addOption(
      new Option('--mode <mode>', 'how the plan begins').choices(['drill', 'tabletop']).default('drill'),
    )
    .option('--yes', 'take the default for what is not given, without asking')
    .option('--json', 'print the result as JSON; needs --yes')
    .action(init);
}

/** What the flags and the person at the terminal say. */
async function answersFor(
  target: string,
  options: InitOptions,
  templates: readonly PlanTemplate[],
  { say }: Terminal,
) {
  const { ask, close } = askLines({ yes: options.yes === true, say });
  const read = (path: string) =>
    startingPoint(resolve(path), {
      format: options.from,
      knownHosts: options.knownHosts === undefined ? undefined : [resolve(options.knownHosts)],
    });
  try {
    const which = { question: 'Inventory', otherwise: 'hosts.ini', flag: '--inventory', read };
    const start = await (options.inventory === undefined ? ask(which) : read(options.inventory));
    for (const line of foundWords(start)) say(line);
    const identity = start.identity ?? usualKey() ?? 'agent';
    const usual = { organisation: basename(target), identity, templates };
    return { start, answers: await initAnswers(start, options, ask, usual) };
  } finally {
    close();
  }
}

async function init(folder: string, options: InitOptions): Promise<void> {
  const terminal = openTerminal(options.json === true);
  const target = resolve(folder);
  await requireNew(target);
  const templates = await readTemplates(shippedTemplates());
  const { start, answers } = await answersFor(target, options, templates, terminal);
  const inventory = inventoryOf(start, answers.user);
  const files = buildPlan({
    ...{ answers, templates, inventory, knownHosts: start.knownHosts },
    schemas: jsonSchemaFiles(),
  });
  const checks = { checkSelector, countSelected, nowMs: Date.now() };
  const { warnings, placeholders } = await writePlan(target, files, checks);
  const own = Object.keys(files).filter((file) => !file.startsWith('.holdfast/'));
  const near = relative('.', target) || '.';
  const shown = near.startsWith('..') ? target : near;
  const how =
    start.copy === null
      ? `The endpoints of ${start.file} were written to ${inventory.file}, because ${start.whyCsv}.`
      : `${start.file} was copied to ${inventory.file}. When yours changes, copy it again.`;
  terminal.result(
    {
      ...{ folder: target, files: own, endpoints: start.endpoints.length, withKey: start.withKey },
      ...{ warnings, placeholders },
    },
    [
      ...warnings.map(formatProblem),
      '',
      `Wrote ${own.length} files to ${shown} (and the JSON Schemas to ${join(shown, '.holdfast')}):`,
      ...own.map((file) => `  ${file}`),
      how,
      ...toWrite(placeholders),
      ...leftBehind(start, answers.services),
      ...nextCommands(shown, Object.keys(files), answers.people[0].name, start),
    ].join('\n'),
  );
}
