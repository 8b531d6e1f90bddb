import { isOpen } from '../domain/incident/incident';
import { oneLine } from '../domain/plain-text';
import type { Plan } from '../domain/plan/plan';
import { type FollowUpRequest, followUp } from '../domain/run/follow-up';
import { countStates, type Run } from '../domain/run/run-state';
import { AppError, refuse } from '../errors';
import { requireAnswers } from './answer-steps';
import { answersFrom } from './answers';
import { askForCount, requireConfirmable } from './ask-for-count';
import { atConsole, type ConsoleOptions, type Place } from './at-console';
import { awaitRun } from './await-run';
import { exitCodes } from './exit-codes';
import { finishIncident } from './finish-incident';
import { manifestLines } from './manifest-lines';
import { summarise, summaryText } from './summary';

/** What the commands that follow a run may be told; which of it each takes stands at the command. */
export type FollowOptions = ConsoleOptions & {
  readonly yes?: boolean;
  readonly verifyWithin: number;
  readonly keepOpen?: boolean;
  readonly reopen?: string;
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
/** What is asked of the run, as it stands in the journal. */
export type RequestOf = (run: Run, options: FollowOptions) => FollowUpRequest;

/**
 * Looks at what the endpoints can still say, shows what would be done, asks, runs, and goes on as a run does: proof,
 * stand down, export. 0 only when every endpoint ended well and, where it restores, the service was verified.
 */
export async function follow(id: string, options: FollowOptions, requestOf: RequestOf): Promise<void> {
  requireConfirmable(options);
  return atConsole(options, async (place) => {
    const { core, handlers, terminal, person } = place;
    const { asked, settled } = await core.reconcile(id);
    if (asked > 0) terminal.say(`Reconciled  ${asked} asked, ${settled} settled`);
    const plan = core.plans.status().plan ?? refuse('No plan is in force.');
    const before = requireRun(core, id);
    const request = requestOf(before, options);
    await openAgain(place, before, plan, request, options.reopen);
    const world = core.ledger.world();
    const preview = core.previews.followUp(plan, world, core.clock.now(), id, request);
    for (const line of manifestLines(preview, plan, world.runs)) terminal.say(line);
    const ask = options.yes ? async () => true : askForCount;
    if (preview.authority.granted && !(await ask(preview)))
      refuse(`Nothing was sent: the run was not confirmed. ${preview.incident} stays open.`);
    const answer = await answersFrom(options.answers, options.json !== true, terminal);
    requireAnswers(preview.manifest, answer ?? undefined);
    const { incident, manifest } = preview;
    const { run } = await handlers['run.start']({ incident, manifest: manifest.digest });
    await awaitRun({ core, handlers, terminal, run, answer });
    const { keepOpen = false, verifyWithin } = options;
    const finish = { keepOpen, verifyWithinMs: verifyWithin * 1000 };
    const finished = await finishIncident({ core, handlers, terminal, incident, run, person, ...finish });
    const summary = summarise(finished, options, Date.now());
    terminal.result(summary, summaryText(summary));
    const isWell = countStates(finished.run).ok === finished.run.manifest.entries.length;
    process.exitCode = isWell && finished.proof !== 'not-verified' ? exitCodes.ok : exitCodes.notGood;
  });
}

/** Reopens the incident of a run for whoever says why. What is refused anyhow is refused before. */
async function openAgain(
  { core, handlers, terminal }: Place,
  run: Run,
  plan: Plan,
  request: FollowUpRequest,
  reason: string | undefined,
): Promise<void> {
  const { incidents, runs } = core.ledger.world();
  const incident = incidents[run.incident];
  if (!incident || isOpen(incident)) return;
  if (reason === undefined)
    refuse(
      `${incident.id} is resolved. Reopen it to go on with ${run.id}: --reopen "why". If the service broke anew: holdfast run ${run.service}. Nothing was sent.`,
    );
  followUp(run, plan, request, Object.values(runs));
  await handlers['incident.reopen']({ incident: incident.id, reason });
  terminal.say(`Reopened    ${incident.id}: ${oneLine(reason)}`);
}

/** @throws AppError `not-found` */
export function requireRun(core: Place['core'], id: string): Run {
  const run = core.ledger.world().runs[id];
  if (run) return run;
  throw new AppError('not-found', `The journal holds no run "${id}".`);
}
