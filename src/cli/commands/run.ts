import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { version } from '../../../package.json';
import { openSession } from '../../app/session';
import { type Severity, severities } from '../../domain/authority/envelope';
import { AppError } from '../../errors';
import { formatProblem } from '../../plan/plan-problem';
import { answersFrom, answersOption } from '../answers';
import { askForCount, requireConfirmable } from '../ask-for-count';
import { defaultDataFolder } from '../data-folder';
import { showDryRun } from '../dry-run';
import { executionHere } from '../execution-here';
import { exitCodes } from '../exit-codes';
import { keepOpenOption, verifyWithinOption } from '../finish-options';
import { assignment, moment, whole } from '../option-values';
import { pinFileOption, pinOf } from '../pin-option';
import { playRestoration } from '../play-restoration';
import { stopOnce } from '../stop-once';
import { summarise, summaryText } from '../summary';
import { openTerminal } from '../terminal';

type Options = {
  readonly plan: string;
  readonly as: string;
  readonly severity: Severity;
  readonly data: string;
  readonly impactSince?: number;
  readonly takeCommand?: string;
  readonly wait?: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly verifyWithin: number;
  readonly keepOpen?: boolean;
  readonly pinFile?: string;
  readonly answers?: string;
  readonly set: Readonly<Record<string, string>>;
};

/** `holdfast run` */
export function runCommand(): Command {
  return new Command('run')
    .description(
      'Restore a service by its runbook: declare, take command, run the manifest, verify, stand down, export',
    )
    .argument('<service>', 'id of the service in the plan')
    .requiredOption('--plan <folder>', 'the plan folder')
    .requiredOption('--as <person>', 'id of the person at this console')
    .addOption(pinFileOption())
    .addOption(
      new Option('--severity <severity>', 'severity to declare').choices([...severities]).default('SEV-1'),
    )
    .option('--data <folder>', 'the data folder that holds journal.db', defaultDataFolder())
    .addOption(verifyWithinOption())
    .addOption(keepOpenOption())
    .option(
      '--impact-since <time>',
      'when people first felt it, ISO 8601; default: the first bad look of this call',
      moment,
    )
    .option('--take-command <reason>', 'relieve whoever commands the open incident, and say why')
    .option(
      '--wait <minutes>',
      'go on looking while the service is healthy, instead of ending',
      whole(1, 1440),
    )
    .option(
      '--set <name=value>',
      'a value for a parameter of the runbook; may be repeated; the others take their defaults',
      assignment,
      {},
    )
    .option(
      '--dry-run',
      'show what would be sent where, and by whose authority or which bound refuses; send nothing',
    )
    .addOption(answersOption())
    .option('--yes', 'declare, take command and run without asking')
    .option('--json', 'print the result as JSON; needs --yes')
    .action(run);
}

async function run(service: string, options: Options): Promise<void> {
  if (options.dryRun) return showDryRun(service, options);
  requireConfirmable(options);
  const terminal = openTerminal(options.json === true);
  const onFault = (error: unknown): void => terminal.say(`holdfast: ${(error as Error).message}`);
  const dataFolder = resolve(options.data);
  const mayAsk = options.json !== true;
  const execution = executionHere(mayAsk);
  const session = openSession({
    folder: dataFolder,
    version,
    actsByItself: false,
    execution,
    keychain: null,
    onFault,
  });
  const { core, handlers } = session;
  const stop = () => stopOnce(core, handlers, terminal);
  process.on('SIGINT', stop);
  try {
    if (!core) {
      await handlers['operator.signIn']({ person: options.as });
      return;
    }
    const pin = await pinOf(options.as, { dataFolder, pinFile: options.pinFile, mayAsk });
    const { plan, problems } = await core.plans.open(resolve(options.plan));
    if (!plan)
      throw new AppError(
        'invalid-input',
        ['The plan has mistakes:', ...problems.map(formatProblem)].join('\n'),
      );
    const answer = await answersFrom(options.answers, mayAsk, terminal);
    const restored = await playRestoration({
      ...(answer === null ? {} : { answer }),
      core,
      handlers,
      terminal,
      service,
      values: options.set,
      person: options.as,
      ...(pin === undefined ? {} : { pin }),
      severity: options.severity,
      ...(options.impactSince === undefined ? {} : { impactStart: options.impactSince }),
      detectWithinMs: (options.wait ?? 2) * 60_000,
      waitForDisruption: options.wait !== undefined,
      ...(options.takeCommand === undefined ? {} : { relieveBecause: options.takeCommand }),
      confirm: options.yes ? async () => true : askForCount,
      verifyWithinMs: options.verifyWithin * 1000,
      keepOpen: options.keepOpen === true,
    });
    const summary = summarise(restored, options, Date.now());
    terminal.result(summary, summaryText(summary));
    process.exitCode = summary.outcome === 'verified' ? exitCodes.ok : exitCodes.notGood;
  } finally {
    process.off('SIGINT', stop);
    await session.close();
  }
}
