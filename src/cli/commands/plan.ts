import { Command } from 'commander';
import { checkSelector } from '../../app/plan-holder';
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
      const { plan: good, problems } = await readPlan(folder, { checkSelector, nowMs: Date.now() });
      const errors = problems.filter((each) => each.severity === 'error').length;
      const warnings = problems.length - errors;
      const size = good
        ? `${good.organisation}: ${good.services.length} services, ${good.runbooks.length} runbooks, ${good.endpoints.length} endpoints. `
        : '';
      const verdict = `${size}${errors} errors, ${warnings} warnings`;
      terminal.result(
        { ok: good !== null, errors, warnings, problems },
        [...problems.map(formatProblem), verdict].join('\n'),
      );
      process.exitCode = good ? exitCodes.ok : exitCodes.notGood;
    });
  return plan;
}
