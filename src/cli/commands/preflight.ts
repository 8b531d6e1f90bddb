import { Command } from 'commander';
import { systemClock } from '../../app/clock';
import { whyNoAnsible } from '../../app/find-ansible';
import { passwordOf } from '../../app/password-transport';
import { checkSelector, countSelected } from '../../app/plan-holder';
import { planTransport } from '../../app/plan-transport';
import { sweepPreflight } from '../../app/preflight-sweep';
import type { Plan } from '../../domain/plan/plan';
import { causeWords, readyWords, usualLimits } from '../../domain/run/preflight/cause';
import { type PreflightScope, preflightScope } from '../../domain/run/preflight/commands';
import type { PreflightResult } from '../../domain/run/preflight/preflight';
import { duration } from '../../domain/views/duration';
import { type PreflightSite, preflightSites } from '../../domain/views/preflight-sites';
import { AppError, refuse } from '../../errors';
import { formatProblem } from '../../plan/plan-problem';
import { type ReadPlan, readPlan } from '../../plan/read-plan';
import { executionHere } from '../execution-here';
import { exitCodes } from '../exit-codes';
import { foundLines } from '../preflight-words';
import { openTerminal } from '../terminal';

type Options = { readonly plan: string; readonly runbook?: string; readonly json?: boolean };

/** `holdfast preflight` */
export function preflightCommand(): Command {
  return new Command('preflight')
    .description(
      'Look at every endpoint of a service: reach, host key, login, become, disk, clock. Changes nothing, needs no journal; 0 only if all are ready',
    )
    .argument('<service>', 'id of the service in the plan')
    .requiredOption('--plan <folder>', 'the plan folder')
    .option(
      '--runbook <id>',
      'look for the steps of this runbook; default: the one that restores the service',
    )
    .option('--json', 'print the result as JSON')
    .action(preflight);
}

async function preflight(service: string, options: Options): Promise<void> {
  const terminal = openTerminal(options.json === true);
  const { plan, identityFile, secretFiles } = await goodPlan(options.plan);
  const scope = preflightScope(plan, { service, runbook: options.runbook });
  if (scope.endpoints.length === 0)
    refuse(`${scope.service.name} has no endpoints in the inventory, so there is nothing to look at.`);
  const stopping = new AbortController();
  const transport = planTransport(executionHere(options.json !== true))(
    identityFile,
    passwordOf(plan, secretFiles),
  );
  // What is in flight only looks: cutting it off leaves nothing behind.
  const stop = (): void => {
    stopping.abort();
    void transport.close();
  };
  process.once('SIGINT', stop);
  try {
    const result = await sweepPreflight(scope, {
      ...{ transport, clock: systemClock, signal: stopping.signal },
      onProgress: (done) =>
        terminal.progress(`Looking at ${scope.service.name}: ${done} of ${scope.endpoints.length}`),
    });
    if (!result) {
      terminal.say('Broken off: a look that is not whole says nothing.');
      process.exitCode = 130;
      return;
    }
    const { clockMs } = usualLimits;
    const sites = preflightSites(scope.endpoints, result.found);
    const isPlayed = scope.runbook?.steps.some(({ ansible }) => ansible !== undefined);
    const noAnsible = isPlayed ? await whyNoAnsible() : null;
    const about = { service: scope.service.id, runbook: scope.runbook?.id ?? null, clockMs };
    const here = noAnsible === null ? '' : `Nothing could be played: ${noAnsible}\n`;
    const own = noAnsible === null ? {} : { noAnsible };
    terminal.result(
      { ...about, ...result, ...own, sites },
      `${here}${inWords(scope, result, sites, options.plan)}`,
    );
    process.exitCode = result.ready === result.total && noAnsible === null ? exitCodes.ok : exitCodes.notGood;
  } finally {
    process.off('SIGINT', stop);
    await transport.close();
  }
}

async function goodPlan(
  folder: string,
): Promise<Pick<ReadPlan, 'identityFile' | 'secretFiles'> & { plan: Plan }> {
  const read = await readPlan(folder, { checkSelector, countSelected, nowMs: Date.now() });
  const { plan, identityFile, secretFiles, problems } = read;
  if (plan) return { plan, identityFile, secretFiles };
  throw new AppError('invalid-input', ['The plan has mistakes:', ...problems.map(formatProblem)].join('\n'));
}

function inWords(
  { service, runbook, endpoints }: PreflightScope,
  { ready, total, tookMs, found, consoleClockOffMs }: PreflightResult,
  sites: readonly PreflightSite[],
  plan: string,
): string {
  const name = (cause: (typeof found)[number]['cause']) => causeWords(cause, usualLimits);
  const causes = found.flatMap((each) => foundLines(each, endpoints, plan));
  const unready = sites.filter((each) => each.ready < each.total);
  const bySite = unready.map(({ site, ready: here, total: of, causes: why }) => {
    const parts = why.map(([cause, many]) => `${many} ${name(cause)}`);
    return `  ${site || 'no site'}: ${here} of ${of} ready, ${parts.join(', ')}`;
  });
  const own =
    consoleClockOffMs === undefined
      ? []
      : [
          `The clock of this machine is ${duration(Math.abs(consoleClockOffMs))} ${consoleClockOffMs > 0 ? 'ahead of' : 'behind'} most endpoints: it is the odd one out`,
        ];
  return [
    ...causes,
    ...(bySite.length > 0 ? ['By site', ...bySite] : []),
    ...own,
    `${service.name}${runbook ? `, for ${runbook.name}` : ''}: ${readyWords(ready, total)} (looked for ${duration(tookMs)})`,
  ].join('\n');
}
