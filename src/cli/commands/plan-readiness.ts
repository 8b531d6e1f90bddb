import { Command } from 'commander';
import { consoleFacts } from '../../app/console-facts';
import { checkSelector, countSelected } from '../../app/plan-holder';
import { judgeReadiness, type Readiness } from '../../domain/readiness/readiness';
import { AppError } from '../../errors';
import { openPins, pinFileIn } from '../../identity/pin-file';
import { formatProblem } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { defaultDataFolder } from '../data-folder';
import { exitCodes } from '../exit-codes';
import { openTerminal } from '../terminal';

/** `holdfast plan readiness` */
export function planReadinessCommand(): Command {
  return new Command('readiness')
    .description(
      'Say for each service whether this console can restore it now, with no internet and no DNS beyond the fleet',
    )
    .argument('[folder]', 'the plan folder', '.')
    .option('--data <folder>', 'the data folder of this console, which holds its PINs', defaultDataFolder())
    .option('--json', 'print the result as JSON')
    .action(async (folder: string, options: { data: string; json?: boolean }) => {
      const nowMs = Date.now();
      const read = await readPlan(folder, { checkSelector, countSelected, nowMs });
      const { plan, problems } = read;
      if (!plan) {
        const errors = problems.filter(({ severity }) => severity === 'error').map(formatProblem);
        throw new AppError('invalid-input', `The plan has errors.\n${errors.join('\n')}`);
      }
      const facts = consoleFacts(plan, read, {
        nowMs,
        agentSocket: process.env.SSH_AUTH_SOCK,
        pins: openPins(pinFileIn(options.data)).people(),
        path: process.env.PATH,
      });
      const services = judgeReadiness(plan, facts);
      const ready = services.filter(({ score }) => score === 1).length;
      openTerminal(options.json === true).result(
        { ready, total: services.length, services },
        [
          ...services.map(readinessText),
          `${ready} of ${services.length} services can be restored from here`,
        ].join('\n'),
      );
      process.exitCode = ready === services.length ? exitCodes.ok : exitCodes.notGood;
    });
}

function readinessText({ name, tier, score, items }: Readiness): string {
  const missing = items.filter(({ ok }) => !ok).map(({ id, words }) => `    ${id}: ${words}`);
  const fulfilled = items.length - missing.length;
  const share = `${Math.floor(score * 100)} %, ${fulfilled} of ${items.length}`;
  return [`  ${name} (tier ${tier}) · ${share}`, ...missing].join('\n');
}
