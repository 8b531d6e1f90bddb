import { Command } from 'commander';
import { checkSelector, countSelected } from '../../app/plan-holder';
import { formatProblem } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { exitCodes } from '../exit-codes';
import { openTerminal } from '../terminal';

/** `holdfast plan check` */
export function planCommand(): Command {
  const plan = new Command('plan').description('Work with a plan folder');
  plan
    .command('check')
    .description(
      'Say everything that is wrong with a plan folder: file, line, what is wrong, what would be right',
    )
    .argument('[folder]', 'the plan folder', '.')
    .option('--json', 'print the result as JSON')
    .action(async (folder: string, options: { json?: boolean }) => {
      const terminal = openTerminal(options.json === true);
      const { plan: good, problems } = await readPlan(folder, {
        checkSelector,
        countSelected,
        nowMs: Date.now(),
      });
      const errors = problems.filter((each) => each.severity === 'error').length;
      const warnings = problems.length - errors;
      const size = good
        ? `${good.organisation}: ${good.services.length} services, ${good.runbooks.length} runbooks, ${good.endpoints.length} endpoints. `
        : '';
      // What refuses the plan stands last, where the eye is when the command has ended.
      const worstLast = [...problems].sort((a, b) => rank(a.severity) - rank(b.severity));
      const verdict = `${size}${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
      terminal.result(
        { ok: good !== null, errors, warnings, problems },
        [...worstLast.map(formatProblem), verdict].join('\n'),
      );
      process.exitCode = good ? exitCodes.ok : exitCodes.notGood;
    });
  return plan;
}

const rank = (severity: 'error' | 'warning') => (severity === 'error' ? 1 : 0);
