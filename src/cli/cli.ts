import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { AppError } from '../errors';
import { calledAs } from './called-as';
import { drillCommand } from './commands/drill';
import { exportCommand } from './commands/export';
import { fleetCommand } from './commands/fleet';
import {
  passedCommand,
  reconcileCommand,
  resumeCommand,
  retryCommand,
  rollbackCommand,
} from './commands/follow-up';
import { importCommand } from './commands/import';
import { pinCommand } from './commands/pin';
import { planCommand } from './commands/plan';
import { preflightCommand } from './commands/preflight';
import { risksCommand } from './commands/risks';
import { runCommand } from './commands/run';
import { standDownCommand } from './commands/stand-down';
import { statusCommand } from './commands/status';
import { verifyCommand } from './commands/verify';
import { exitCodeOf, exitCodes, exitCodesHelp } from './exit-codes';

/** Runs one call of `holdfast` and sets the exit code; never ends the process while something is open. */
async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('holdfast')
    .description('The incident commander’s console without its window: the same core, the same journal.')
    .version(version)
    .showHelpAfterError(`(${calledAs()} --help lists the commands)`)
    .addHelpText('after', exitCodesHelp);
  for (const make of [
    planCommand,
    importCommand,
    risksCommand,
    statusCommand,
    preflightCommand,
    runCommand,
    retryCommand,
    resumeCommand,
    rollbackCommand,
    passedCommand,
    reconcileCommand,
    standDownCommand,
    drillCommand,
    exportCommand,
    verifyCommand,
    fleetCommand,
    pinCommand,
  ])
    program.addCommand(make());
  exitWithError(program);
  try {
    await program.parseAsync(argv as string[], { from: 'user' });
  } catch (error) {
    process.exitCode = report(error, argv.includes('--json'));
  }
}

/** Commander would call process.exit at once and cut off what is still being written. */
function exitWithError(command: Command): void {
  command.exitOverride();
  for (const each of command.commands) exitWithError(each);
}

function report(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const known = error instanceof AppError;
  const code = known ? error.code : 'internal';
  const message = error instanceof Error ? error.message : String(error);
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
  else process.stderr.write(`holdfast: ${message}\n`);
  if (!known && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return exitCodeOf(code);
}

// In a window's helper process the arguments start at the same place as in Node.
void main(process.argv.slice(2));
