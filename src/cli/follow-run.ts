import { withEvents } from '../domain/draft-world';
import { isOpen } from '../domain/incident/incident';
import { reopen } from '../domain/incident/reopen';
import { oneLine } from '../domain/plain-text';
import type { Plan } from '../domain/plan/plan';
import type { FollowUpRequest } from '../domain/run/follow-up';
import { countStates, type Run } from '../domain/run/run-state';
import type { World } from '../domain/world';
import { AppError, refuse } from '../errors';
import { requireAnswers } from './answer-steps';
import { answersFrom } from './answers';
import { askForCount, requireConfirmable } from './ask-for-count';
import { atConsole, type ConsoleOptions, type Place } from './at-console';
import { awaitRun } from './await-run';
import { calledAs } from './called-as';
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
    const at = core.clock.now();
    const closed = closedIncident(core, before, options.reopen);
    const world = closed ? asReopened(place, plan, at, closed) : core.ledger.world();
    const preview = core.previews.followUp(plan, world, at, id, request);
    for (const line of manifestLines(preview, plan, world.runs)) terminal.say(line);
    const { incident, manifest, authority } = preview;
    if (closed && !authority.granted)
      refuse(`${authority.because} Nothing was sent, and ${incident} was not reopened.`);
    const ask = options.yes ? async () => true : askForCount;
    if (authority.granted && !(await ask(preview)))
      refuse(
        `Nothing was sent: the run was not confirmed. ${incident} stays ${closed ? 'resolved' : 'open'}.`,
      );
    const answer = await answersFrom(options.answers, options.json !== true, terminal);
    requireAnswers(manifest, answer ?? undefined);
    if (closed) {
      await handlers['incident.reopen'](closed);
      terminal.say(`Reopened    ${incident}: ${oneLine(closed.reason)}`);
    }
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

type Reopening = { readonly incident: string; readonly reason: string };

/** The incident of a run and why it is reopened, where it was stood down; null = it is open. */
function closedIncident(core: Place['core'], run: Run, reason: string | undefined): Reopening | null {
  const incident = core.ledger.world().incidents[run.incident];
  if (!incident || isOpen(incident)) return null;
  if (reason === undefined)
    refuse(
      `${incident.id} is resolved. Reopen it to go on with ${run.id}: --reopen "why". If the service broke anew: ${calledAs()} run ${run.service}. Nothing was sent.`,
    );
  return { incident: incident.id, reason };
}

/** The world as reopening will make it, so that whatever would refuse the run does so while the incident is closed. */
function asReopened({ core, person }: Place, plan: Plan, at: number, reopening: Reopening): World {
  const world = core.ledger.world();
  return withEvents(world, reopen({ world, plan, at, operator: person }, reopening));
}

/** @throws AppError `not-found` */
export function requireRun(core: Place['core'], id: string): Run {
  const run = core.ledger.world().runs[id];
  if (run) return run;
  throw new AppError('not-found', `The journal holds no run "${id}".`);
}
