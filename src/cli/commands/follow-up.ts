import { Command, Option } from 'commander';
import { doubtful } from '../../domain/run/follow-up';
import { countStates } from '../../domain/run/run-state';
import { refuse } from '../../errors';
import { answersOption } from '../answers';
import { atConsole } from '../at-console';
import { endWords } from '../await-run';
import { defaultDataFolder } from '../data-folder';
import { exitCodes } from '../exit-codes';
import { keepOpenOption, verifyWithinOption } from '../finish-options';
import { type FollowOptions, follow, type RequestOf, requireRun } from '../follow-run';
import { assignment, whole } from '../option-values';
import { pinFileOption } from '../pin-option';
import { endedBadly, namedOf } from '../retry-scope';

const unknownHelp = 'do it also on this many unknown endpoints that may have done a step already';

/** `holdfast retry` */
export const retryCommand = (): Command =>
  followUpCommand('retry', 'Repeat an ended run where it did not end well, or on endpoints that are named')
    .option('--cause <words>', 'only where it ended so: failed, unreachable, denied, timed-out, unknown')
    .option('--endpoints <names>', 'only on these, with commas between')
    .option(
      '--from-failed-step',
      'begin with the step that did not end well; what ended well is not repeated',
    )
    .option('--unknown <count>', unknownHelp, whole(1, 1_000_000))
    .action((run: string, options: FollowOptions) => follow(run, options, retryRequest));

/** `holdfast resume` */
export const resumeCommand = (): Command =>
  followUpCommand('resume', 'Go on with what a stopped, halted or interrupted run left')
    .option('--unknown <count>', unknownHelp, whole(1, 1_000_000))
    .option('--step-done <id>', 'this step at the console, whose end nobody saw, was done')
    .option('--step-again <id>', 'it is to be done again')
    .action((run: string, options: FollowOptions) =>
      follow(run, options, (_run, { unknown, stepDone, stepAgain }) => {
        const word = stepDone ?? stepAgain;
        const is = stepDone === undefined ? ('again' as const) : ('done' as const);
        return { as: 'resume', unknown, step: word === undefined ? undefined : { id: word, is } };
      }),
    );

/** `holdfast rollback` */
export const rollbackCommand = (): Command =>
  followUpCommand('rollback', 'Undo a run, only where it changed something')
    .addOption(
      new Option(
        '--by <what>',
        'by the runbook that undoes it, or each step by its own rollback; default: the runbook, where one is named',
      ).choices(['runbook', 'steps']),
    )
    .action((run: string, options: FollowOptions) =>
      follow(run, options, (_run, { by }) => ({ as: 'rollback', by })),
    );

/** `holdfast passed` */
export const passedCommand = (): Command =>
  followUpCommand('passed', 'Run a runbook on the endpoints that ended well in a run')
    .option('--runbook <id>', 'the runbook; default: the same one again')
    .option('--set <name=value>', 'a value for a parameter of the runbook; may be repeated', assignment, {})
    .action((run: string, options: FollowOptions) =>
      follow(run, options, (_run, { runbook, set = {} }) => {
        const given = Object.keys(set).length === 0 ? undefined : set;
        return { as: 'passed', runbook, given };
      }),
    );

/** `holdfast reconcile` */
export const reconcileCommand = (): Command =>
  onRun('reconcile', 'Ask endpoints what became of steps whose end was not seen; changes no service').action(
    (run: string, options: FollowOptions) =>
      atConsole(options, async ({ core, terminal }) => {
        const { asked, settled } = await core.reconcile(run);
        terminal.say(`Reconciled  ${asked} asked, ${settled} settled`);
        const now = requireRun(core, run);
        const states = countStates(now);
        terminal.result({ run: { id: now.id, result: now.result, states } }, endWords(now));
        process.exitCode = states.ok === now.manifest.entries.length ? exitCodes.ok : exitCodes.notGood;
      }),
  );

function onRun(name: string, description: string): Command {
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

/** For what runs something, and goes on from its end as `run` does. */
const followUpCommand = (name: string, description: string): Command =>
  onRun(name, description)
    .option(
      '--reopen <reason>',
      'reopen its incident when it was stood down, take command of it, and say why',
    )
    .addOption(verifyWithinOption())
    .addOption(keepOpenOption());

const retryRequest: RequestOf = (run, options) => {
  const { cause, endpoints, fromFailedStep, unknown } = options;
  const named =
    endpoints === undefined
      ? endedBadly(run, cause)
      : namedOf(
          run,
          endpoints.split(',').map((each) => each.trim()),
        );
  // Without a word for them, those that may have done the step already are simply left out.
  const inDoubt = new Set(unknown === undefined && endpoints === undefined ? doubtful(run, named) : []);
  const only = named.filter((name) => name !== '' && !inDoubt.has(name));
  if (only.length === 0)
    refuse(`${run.id} left nothing to retry${cause === undefined ? '' : ` that is ${cause}`}.`);
  const from = fromFailedStep ? 'where-it-ended' : 'first-step';
  return { as: 'retry', endpoints: only, from, unknown };
};
