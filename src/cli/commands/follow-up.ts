import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { version } from '../../../package.json';
import { openSession } from '../../app/session';
import { doubtful } from '../../domain/run/follow-up';
import { countStates, type Run } from '../../domain/run/run-state';
import { failureClusters } from '../../domain/views/clusters';
import type { RunPreview } from '../../domain/views/primary-action';
import { AppError, refuse } from '../../errors';
import { formatProblem } from '../../plan/plan-problem';
import { answerSteps, requireAnswers } from '../answer-steps';
import { answersFrom, answersOption } from '../answers';
import { askForCount, requireConfirmable } from '../ask-for-count';
import { defaultDataFolder } from '../data-folder';
import { executionHere } from '../execution-here';
import { exitCodes } from '../exit-codes';
import { manifestLines } from '../manifest-lines';
import { assignment, whole } from '../option-values';
import { pinFileOption, pinOf } from '../pin-option';
import { endWords, runWithinMs, until } from '../play-restoration';
import { openTerminal } from '../terminal';
import { stopOnce } from './run';

type Options = {
  readonly plan: string;
  readonly as: string;
  readonly data: string;
  readonly pinFile?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly unknown?: number;
  readonly cause?: string;
  readonly endpoints?: string;
  readonly fromFailedStep?: boolean;
  readonly answers?: string;
  readonly stepDone?: string;
  readonly stepAgain?: string;
  readonly by?: 'runbook' | 'steps';
  readonly runbook?: string;
  readonly set?: Readonly<Record<string, string>>;
};
type Opened = NonNullable<ReturnType<typeof openSession>['core']>;
type Calls = ReturnType<typeof openSession>['handlers'];
type Look = (calls: Calls, run: Run, options: Options) => Promise<RunPreview>;

const unknownHelp = 'do it also on this many unknown endpoints that may have done a step already';

/** `holdfast retry` */
export const retryCommand = (): Command =>
  withOptions('retry', 'Repeat an ended run where it did not end well, or on endpoints that are named')
    .option('--cause <words>', 'only where it ended so: failed, unreachable, denied, timed-out, unknown')
    .option('--endpoints <names>', 'only on these, with commas between')
    .option(
      '--from-failed-step',
      'begin with the step that did not end well; what ended well is not repeated',
    )
    .option('--unknown <count>', unknownHelp, whole(1, 1_000_000))
    .action((run: string, options: Options) => follow(run, options, previewRetry));

/** `holdfast resume` */
export const resumeCommand = (): Command =>
  withOptions('resume', 'Go on with what a stopped, halted or interrupted run left')
    .option('--unknown <count>', unknownHelp, whole(1, 1_000_000))
    .option('--step-done <id>', 'this step at the console, whose end nobody saw, was done')
    .option('--step-again <id>', 'it is to be done again')
    .action((run: string, options: Options) =>
      follow(run, options, (calls, { id }, { unknown, stepDone, stepAgain }) => {
        const word = stepDone ?? stepAgain;
        const is = stepDone === undefined ? ('again' as const) : ('done' as const);
        const step = word === undefined ? undefined : { id: word, is };
        return calls['run.previewResume']({ run: id, unknown, step });
      }),
    );

/** `holdfast rollback` */
export const rollbackCommand = (): Command =>
  withOptions('rollback', 'Undo a run, only where it changed something')
    .addOption(
      new Option(
        '--by <what>',
        'by the runbook that undoes it, or each step by its own rollback; default: the runbook, where one is named',
      ).choices(['runbook', 'steps']),
    )
    .action((run: string, options: Options) =>
      follow(run, options, (calls, { id }, { by }) => calls['run.previewRollback']({ run: id, by })),
    );

/** `holdfast passed` */
export const passedCommand = (): Command =>
  withOptions('passed', 'Run a runbook on the endpoints that ended well in a run')
    .option('--runbook <id>', 'the runbook; default: the same one again')
    .option('--set <name=value>', 'a value for a parameter of the runbook; may be repeated', assignment, {})
    .action((run: string, options: Options) =>
      follow(run, options, (calls, { id }, { runbook, set = {} }) => {
        const values = Object.keys(set).length === 0 ? {} : { values: set };
        return calls['run.previewPassed']({ run: id, runbook, ...values });
      }),
    );

/** `holdfast reconcile` */
export const reconcileCommand = (): Command =>
  withOptions(
    'reconcile',
    'Ask endpoints what became of steps whose end was not seen; changes no service',
  ).action((run: string, options: Options) =>
    atConsole(options, async ({ core }, say) => {
      const { asked, settled } = await core.reconcile(run);
      say(`Reconciled  ${asked} asked, ${settled} settled`);
      return requireRun(core, run);
    }),
  );

function withOptions(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<run>', 'id of the run, such as RUN-0001')
    .requiredOption('--plan <folder>', 'the plan folder')
    .requiredOption('--as <person>', 'id of the person at this console')
    .addOption(pinFileOption())
    .option('--data <folder>', 'the data folder that holds journal.db', defaultDataFolder())
    .addOption(answersOption())
    .option('--yes', 'run without asking for the count')
    .option('--json', 'print the result as JSON; needs --yes to run');
}

const previewRetry: Look = (calls, run, options) => {
  const { cause, endpoints, fromFailedStep, unknown } = options;
  const named =
    endpoints?.split(',').map((each) => each.trim()) ??
    failureClusters(run)
      .filter((each) => cause === undefined || each.state === cause || each.cause === cause)
      .flatMap((each) => each.endpoints);
  // Without a word for them, those that may have done the step already are simply left out.
  const inDoubt = new Set(unknown === undefined && endpoints === undefined ? doubtful(run, named) : []);
  const only = named.filter((name) => name !== '' && !inDoubt.has(name));
  if (only.length === 0)
    refuse(`${run.id} left nothing to retry${cause === undefined ? '' : ` that is ${cause}`}.`);
  const from = fromFailedStep ? 'where-it-ended' : 'first-step';
  return calls['run.previewRetry']({ run: run.id, endpoints: only, from, unknown });
};

/** Looks at what the endpoints can still say, shows what would be done, asks, runs, and waits for its end. */
async function follow(id: string, options: Options, look: Look): Promise<void> {
  requireConfirmable(options);
  return atConsole(options, async ({ core, handlers, ask }, say, progress) => {
    const { asked, settled } = await core.reconcile(id);
    if (asked > 0) say(`Reconciled  ${asked} asked, ${settled} settled`);
    const preview = await look(handlers, requireRun(core, id), options);
    const { entries, digest } = preview.manifest;
    const { plan } = core.plans.status();
    if (plan) for (const line of manifestLines(preview, plan, core.ledger.world().runs)) say(line);
    if (preview.authority.granted && !(await ask(preview)))
      refuse('Nothing was sent: the run was not confirmed.');
    const answer = await answersFrom(options.answers, options.json !== true, { say, progress });
    requireAnswers(preview.manifest, answer ?? undefined);
    const { run } = await handlers['run.start']({ incident: preview.incident, manifest: digest });
    const answers = answer === null ? null : answerSteps({ core, handlers, run, answer });
    return until(core, runWithinMs, `${run} did not end`, () => {
      const now = requireRun(core, run);
      const { ok, sending } = countStates(now);
      progress(`${run}: ${ok} ok of ${entries.length}, ${sending} in flight`);
      return now.result !== null && now;
    }).finally(() => answers?.close());
  });
}

type Place = {
  readonly core: Opened;
  readonly handlers: Calls;
  readonly ask: (preview: RunPreview) => Promise<boolean>;
};

/** Opens the console, signs in, acts and prints what became of the run; 0 only when all of it ended well. */
async function atConsole(
  options: Options,
  act: (place: Place, say: (line: string) => void, progress: (line: string) => void) => Promise<Run>,
): Promise<void> {
  const terminal = openTerminal(options.json === true);
  const onFault = (error: unknown): void => terminal.say(`holdfast: ${(error as Error).message}`);
  const dataFolder = resolve(options.data);
  const mayAsk = options.json !== true;
  const { core, handlers, close } = openSession({
    ...{ folder: dataFolder, version, actsByItself: false, onFault },
    execution: executionHere(mayAsk),
    keychain: null,
  });
  const stop = () => stopOnce(core, handlers, terminal);
  process.on('SIGINT', stop);
  try {
    const pin = await pinOf(options.as, { dataFolder, pinFile: options.pinFile, mayAsk });
    if (!core) return void (await handlers['operator.signIn']({ person: options.as, pin }));
    const { plan, problems } = await core.plans.open(resolve(options.plan));
    if (!plan) {
      const words = ['The plan has mistakes:', ...problems.map(formatProblem)].join('\n');
      throw new AppError('invalid-input', words);
    }
    await handlers['operator.signIn']({ person: options.as, pin });
    const ask = options.yes ? async () => true : askForCount;
    const run = await act({ core, handlers, ask }, terminal.say, terminal.progress);
    const result = { run: { id: run.id, result: run.result, states: countStates(run) } };
    terminal.result(result, endWords(run));
    process.exitCode = countStates(run).ok === run.manifest.entries.length ? exitCodes.ok : exitCodes.notGood;
  } finally {
    process.off('SIGINT', stop);
    await close();
  }
}

function requireRun(core: Opened, id: string): Run {
  const run = core.ledger.world().runs[id];
  if (run) return run;
  throw new AppError('not-found', `The journal holds no run "${id}".`);
}
