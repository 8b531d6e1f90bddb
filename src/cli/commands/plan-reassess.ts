import { Command } from 'commander';
import { checkSelector, countSelected } from '../../app/plan-holder';
import type { Plan } from '../../domain/plan/plan';
import { defaultFreshness } from '../../domain/plan/review';
import { onRecord } from '../../domain/proof/on-record';
import { reassess } from '../../domain/proof/reassessment';
import { riskBoard } from '../../domain/risk/risk-board';
import { continuityRows } from '../../domain/views/continuity';
import { reassessmentBoard } from '../../domain/views/reassessment-board';
import { AppError } from '../../errors';
import { readHistory } from '../../plan/history/read-history';
import { formatProblem } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { defaultDataFolder } from '../data-folder';
import { earlierEndpoints } from '../earlier-endpoints';
import { exitCodes } from '../exit-codes';
import { boardResult, boardText, comparedText } from '../reassessment-summary';
import { openTerminal } from '../terminal';
import { worldOnRecord } from '../world-on-record';

/** `holdfast plan reassess` */
export function planReassessCommand(): Command {
  return new Command('reassess')
    .description(
      'Say what has to be proven anew because the inventory, runbooks or dependencies changed since each service was proven; 1 if anything has',
    )
    .argument('[folder]', 'the plan folder', '.')
    .option('--data <folder>', 'the data folder that holds journal.db', defaultDataFolder())
    .option(
      '--against <path>',
      'compare with another plan folder or inventory instead: what this change of endpoints alone would mean',
    )
    .option('--all', 'name every endpoint')
    .option('--json', 'print the result as JSON')
    .action(
      async (folder: string, options: { data: string; against?: string; all?: boolean; json?: boolean }) => {
        const terminal = openTerminal(options.json === true);
        const plan = await planIn(folder);
        const before = options.against === undefined ? null : await earlierEndpoints(options.against);
        const world = worldOnRecord(options.data, terminal.say);
        const { proofs, reaches } = onRecord(world);
        const names = options.all === true ? Number.POSITIVE_INFINITY : 5;
        if (before === null) {
          const at = Date.now();
          const board = reassessmentBoard(plan, continuityRows(plan, world, at), reaches, at);
          const { history } = await readHistory(folder);
          const exposed = riskBoard({ plan, history, world }, at).exposures.flagged;
          terminal.result({ ...boardResult(board), exposed }, boardText(board, exposed, names));
          process.exitCode = board.anew.length > 0 ? exitCodes.notGood : exitCodes.ok;
          return;
        }
        const allowed = (plan.freshness ?? defaultFreshness).inventoryShare;
        if (!before.isWhole) terminal.say('An inventory has no host keys: those are not compared.');
        const services = reassess(before.endpoints, plan, proofs, allowed);
        terminal.result({ allowed, services }, comparedText(services, plan.services, allowed, names));
        const isAnew = services.some(({ proveAnew }) => proveAnew.length > 0);
        process.exitCode = isAnew ? exitCodes.notGood : exitCodes.ok;
      },
    );
}

async function planIn(folder: string): Promise<Plan> {
  const { plan, problems } = await readPlan(folder, { checkSelector, countSelected });
  if (plan) return plan;
  const errors = problems.filter(({ severity }) => severity === 'error').map(formatProblem);
  throw new AppError('invalid-input', `The plan has errors.\n${errors.join('\n')}`);
}
