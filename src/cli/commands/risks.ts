import { Command } from 'commander';
import { checkSelector, countSelected } from '../../app/plan-holder';
import { riskBoard } from '../../domain/risk/risk-board';
import { AppError } from '../../errors';
import { readHistory } from '../../plan/history/read-history';
import { formatProblem } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { defaultDataFolder } from '../data-folder';
import { exitCodes } from '../exit-codes';
import { riskText } from '../risk-summary';
import { openTerminal } from '../terminal';
import { worldOnRecord } from '../world-on-record';

/** `holdfast risks` */
export function risksCommand(): Command {
  return new Command('risks')
    .description('Rank risks, what keeps happening, and exposures; 1 when one has no proven path back')
    .option('--plan <folder>', 'the plan folder', '.')
    .option('--data <folder>', 'the data folder that holds journal.db', defaultDataFolder())
    .option('--json', 'print the result as JSON')
    .action(async (options: { plan: string; data: string; json?: boolean }) => {
      const terminal = openTerminal(options.json === true);
      const { plan, problems } = await readPlan(options.plan, { checkSelector, countSelected });
      if (!plan) {
        const first = problems.find(({ severity }) => severity === 'error');
        const why = first ? formatProblem(first) : '';
        throw new AppError('invalid-input', `${options.plan} is no plan that can be read: ${why}`);
      }
      const { history, problems: unread } = await readHistory(options.plan);
      for (const each of unread) terminal.say(formatProblem(each));
      const board = riskBoard(
        { plan, history, world: worldOnRecord(options.data, terminal.say) },
        Date.now(),
      );
      terminal.result({ ...board, problems: unread }, riskText(board, plan.services));
      process.exitCode = board.exposures.flagged > 0 ? exitCodes.notGood : exitCodes.ok;
    });
}
