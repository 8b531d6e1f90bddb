import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { systemClock } from '../../app/clock';
import { createLedger } from '../../app/ledger';
import { createOperators } from '../../app/operators';
import { checkSelector, countSelected } from '../../app/plan-holder';
import { requirePerson } from '../../domain/incident/lookup';
import type { Staff } from '../../domain/operator/commands';
import { checkPin } from '../../domain/operator/pin-rule';
import type { World } from '../../domain/world';
import { AppError } from '../../errors';
import { openPins, pinFileIn } from '../../identity/pin-file';
import { formatProblem } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { openJournal } from '../../store/journal';
import { askPin } from '../ask-pin';
import { defaultDataFolder } from '../data-folder';
import { pinFileOption, readPinFrom } from '../pin-option';
import { pinsAtConsole, pinsText } from '../pins-at-console';
import { openTerminal } from '../terminal';

type Options = {
  readonly data: string;
  readonly plan?: string;
  readonly pinFile?: string;
  readonly oldPinFile?: string;
  readonly json?: boolean;
};

/** `holdfast pin …` */
export function pinCommand(): Command {
  const pin = new Command('pin').description('Set PINs of people at this console, and see who has one');
  pin
    .command('set')
    .description('Set or change the PIN of a person; asks for it twice, and first for the old one')
    .argument('<person>', 'id of the person in the plan')
    .option('--data <folder>', 'the data folder of the console', defaultDataFolder())
    .option('--plan <folder>', 'the plan that names the person; default: the one last in force here')
    .addOption(pinFileOption())
    .option('--old-pin-file <path>', 'a file whose first line is the old PIN')
    .option('--json', 'print the result as JSON')
    .action(set);
  pin
    .command('status')
    .description(
      'Say who has a PIN, since when, and how many wrong ones there were; works while the console is open',
    )
    .option('--data <folder>', 'the data folder of the console', defaultDataFolder())
    .option('--json', 'print the result as JSON')
    .action((options: Options) => {
      const people = pinsAtConsole(resolve(options.data), Date.now());
      openTerminal(options.json === true).result({ people }, pinsText(people));
    });
  return pin;
}

async function set(person: string, options: Options): Promise<void> {
  const folder = resolve(options.data);
  const file = join(folder, 'journal.db');
  const given = options.plan === undefined ? null : await staffOf(resolve(options.plan));
  if (!given && !existsSync(file)) noPlan(folder);
  const journal = openJournal(file, systemClock.now);
  try {
    const ledger = createLedger(journal, systemClock, (error) => {
      throw error;
    });
    const staff = given ?? staffOnRecord(ledger.world()) ?? noPlan(folder);
    const { name } = requirePerson(staff, person);
    const pins = openPins(pinFileIn(folder));
    const isChange = pins.has(person);
    // Without the old one somebody would have to vouch, and nobody sits at a console that is not open.
    const oldPin = isChange
      ? await pinFrom(options.oldPinFile, `Old PIN of ${person}: `, '--old-pin-file')
      : undefined;
    const pin = await newPin(person, options);
    const operators = createOperators({ ledger, pins, plan: () => staff });
    await operators.enrol({ person, pin, ...(oldPin === undefined ? {} : { oldPin }) });
    const text = `${name} has ${isChange ? 'another' : 'a'} PIN at the console in ${folder}.`;
    openTerminal(options.json === true).result({ person, changed: isChange }, text);
  } finally {
    journal.close();
  }
}

const pinFrom = async (path: string | undefined, question: string, option: string): Promise<string> =>
  path === undefined ? askPin(question, `Give it with ${option} <path>.`) : readPinFrom(path);

/** A typed PIN is typed twice, since nobody sees it; one in a file can be looked at. */
async function newPin(person: string, { pinFile }: Options): Promise<string> {
  const pin = await pinFrom(pinFile, `New PIN of ${person}: `, '--pin-file');
  checkPin(pin);
  if (pinFile === undefined && (await askPin('The same again: ', '')) !== pin)
    throw new AppError('invalid-input', 'The two differ. Nothing was set.');
  return pin;
}

async function staffOf(folder: string): Promise<Staff> {
  const { plan, problems } = await readPlan(folder, { checkSelector, countSelected, nowMs: Date.now() });
  if (plan) return plan;
  throw new AppError('invalid-input', ['The plan has mistakes:', ...problems.map(formatProblem)].join('\n'));
}

/** Whom the plan named that was last in force. Their roles are not on record; setting one's own PIN needs none. */
function staffOnRecord({ mode, names }: World): Staff | null {
  const people = names.people.map((person) => ({ ...person, roles: [], contacts: [] }));
  return mode === null ? null : { mode, people };
}

function noPlan(folder: string): never {
  throw new AppError(
    'invalid-input',
    `No plan was ever in force in ${folder}. Give one with --plan <folder>.`,
  );
}
