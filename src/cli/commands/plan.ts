import { Command } from 'commander';
import { whyNoAnsible } from '../../app/find-ansible';
import { checkSelector, countSelected } from '../../app/plan-holder';
import { readHistory } from '../../plan/history/read-history';
import { type PlanProblem, severities } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { exitCodes } from '../exit-codes';
import { countProblems, countWords, problemList } from '../problem-list';
import { proofsOnRecord } from '../proofs-on-record';
import { openTerminal } from '../terminal';
import { planInit } from './plan-init';
import { planKeys } from './plan-keys';
import { planReadinessCommand } from './plan-readiness';
import { planReassessCommand } from './plan-reassess';
import { planAddTemplate, planSchemas, planTemplates } from './plan-templates';

type CheckOptions = {
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly all?: boolean;
  readonly data?: string;
};

/** `holdfast plan check` and what else is asked of a plan folder. */
export function planCommand(): Command {
  const plan = new Command('plan').description('Work with a plan folder');
  plan
    .command('check')
    .description(
      'Say everything that is wrong with a plan folder, and what it lacks: file, line, what is wrong, what would be right',
    )
    .argument('[folder]', 'the plan folder', '.')
    .option(
      '--data <folder>',
      'also say what its journal does not prove: the data folder that holds journal.db',
    )
    .option('--strict', 'end with 1 for warnings, too')
    .option('--all', 'list every warning and note, also where one rule has many')
    .option('--json', 'print the result as JSON')
    .action(check);
  for (const make of [
    planReadinessCommand,
    planReassessCommand,
    planInit,
    planTemplates,
    planAddTemplate,
    planSchemas,
    planKeys,
  ])
    plan.addCommand(make());
  return plan;
}

async function check(folder: string, options: CheckOptions): Promise<void> {
  const terminal = openTerminal(options.json === true);
  const record = options.data === undefined ? { proofs: null } : proofsOnRecord(options.data);
  const nowMs = Date.now();
  const { plan, problems, lint } = await readPlan(folder, {
    checkSelector,
    countSelected,
    whyNoAnsible,
    nowMs,
  });
  const { problems: ofHistory } = plan ? await readHistory(folder) : { problems: [] };
  const all = worstFirst([...problems, ...ofHistory, ...(lint?.({ nowMs, ...record }) ?? [])]);
  const counts = countProblems(all);
  const size = plan
    ? `${plan.organisation}: ${plan.services.length} services, ${plan.runbooks.length} runbooks, ${plan.endpoints.length} endpoints. `
    : '';
  const text = [...problemList(all, options.all === true), `${size}${countWords(counts)}`].join('\n');
  terminal.result({ ok: plan !== null, ...counts, problems: all }, text);
  const isGood = plan !== null && counts.errors === 0 && (options.strict !== true || counts.warnings === 0);
  process.exitCode = isGood ? exitCodes.ok : exitCodes.notGood;
}

/** Errors, warnings, notes; each in reading order. */
function worstFirst(problems: readonly PlanProblem[]): readonly PlanProblem[] {
  return severities.flatMap((severity) => problems.filter((each) => each.severity === severity));
}
