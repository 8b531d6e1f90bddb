import { AppError, refuse } from '../../errors';
import { type Actor, type NewEvent, stream } from '../events';
import { type Circumstances, requireActor } from '../incident/circumstances';
import { unknownService, worstProbe } from '../service/service-state';
import type { World } from '../world';
import {
  consoleProgress,
  consoleStepsToDo,
  isEndedByChoice,
  openConsoleStep,
} from './console/console-progress';
import type { FollowUp } from './manifest';
import { countStates, evolveRun, neverSent, type Run, type RunCounts, type RunResult } from './run-state';
import { isOnEndpoints } from './stages';

/**
 * Stops a run: nothing more is sent; what is in flight ends by itself and is still recorded.
 * Asks for nobody's name: stopping is never made harder than starting.
 */
export function stopRun(now: Circumstances, command: { readonly run: string }): NewEvent[] {
  const run = requireRunning(now, command.run);
  if (run.stopRequestedAt !== null) return [];
  const counts = countStates(run);
  return [
    {
      ...byWhoever(now, run),
      type: 'run.stop-requested',
      data: {
        run: run.id,
        inFlight: counts.sending,
        unsent: counts.pending,
        ...(now.operator === null ? { unsigned: true } : {}),
      },
    },
  ];
}

/** Keeps a run from sending anything new; what is in flight ends. Asks for nobody's name, as Stop does not. */
export function pauseRun(now: Circumstances, command: { readonly run: string }): NewEvent[] {
  const run = requireRunning(now, command.run);
  if (run.stopRequestedAt !== null) refuse(`${run.id} is being stopped.`);
  if (run.pausedAt !== null) return [];
  const { sending: inFlight, pending: unsent } = countStates(run);
  const data = { run: run.id, inFlight, unsent, ...(now.operator === null ? { unsigned: true } : {}) };
  return [{ ...byWhoever(now, run), type: 'run.paused', data }];
}

/** Lets a paused run go on. Its authority was given when it started; whoever lets it go on says who they are. */
export function continueRun(now: Circumstances, command: { readonly run: string }): NewEvent[] {
  const run = requireRunning(now, command.run);
  const incident = now.world.incidents[run.incident] ?? null;
  requireActor(now, 'let a run go on', incident);
  if (run.stopRequestedAt !== null) refuse(`${run.id} is being stopped.`);
  if (run.pausedAt === null) return [];
  const data = { run: run.id, unsent: countStates(run).pending };
  return [{ ...byWhoever(now, run), type: 'run.continued', data }];
}

function requireRunning({ world }: Pick<Circumstances, 'world'>, id: string): Run {
  const run = world.runs[id];
  if (!run) throw new AppError('not-found', `The journal holds no run "${id}".`);
  if (run.result !== null) refuse(`${run.id} has ended already.`);
  return run;
}

function byWhoever({ at, operator }: Circumstances, run: Run) {
  const actor: Actor = operator === null ? 'console' : `person:${operator}`;
  return { stream: stream.run(run.id), occurredAt: at, actor };
}

/**
 * The events that close a run, with the exact tally. When it completed, its service counts as
 * restored from now on, unless a probe said so before.
 */
export function endRun(now: Pick<Circumstances, 'world' | 'at'>, run: Run, interrupted: boolean): NewEvent[] {
  const counts = countStates(run);
  const result = interrupted ? 'interrupted' : resultOf(run, counts);
  const notSent = neverSent(run);
  const common = { occurredAt: now.at, actor: 'console' as const };
  const ended: NewEvent = {
    ...common,
    stream: stream.run(run.id),
    type: 'run.ended',
    data: {
      run: run.id,
      incident: run.incident,
      service: run.service,
      result,
      ok: counts.ok,
      notOk: run.manifest.entries.length - counts.ok - notSent,
      notSent,
    },
  };
  const state = now.world.services[run.service] ?? unknownService;
  // Also a service whose probe sees nothing wrong has to be proven, or its incident could never be stood down.
  const said = state.condition === 'restored' || state.condition === 'verified';
  const brings = isOfThisMode(now.world, run) && restores(now.world, run);
  if (result !== 'completed' || !brings || said || counts.ok === 0) return [ended];
  const probe = worstProbe(state)?.probe;
  return [
    ended,
    {
      ...common,
      stream: stream.service(run.service),
      type: 'service.changed',
      data: {
        service: run.service,
        from: state.condition,
        to: 'restored',
        failing: probe?.failing ?? 0,
        total: probe?.total ?? 0,
        because: `${run.id} completed`,
        incident: run.incident,
      },
    },
  ];
}

/** What a drill did says nothing of the real service, when a live plan came into force meanwhile; nor the reverse. */
function isOfThisMode({ incidents, mode }: World, { incident }: Run): boolean {
  const own = incidents[incident]?.mode;
  return mode === null || own === undefined || own === mode;
}

/**
 * What brings a service back besides the first run is what goes on with it. Undoing one, or another act on what
 * passed, does not, and neither does what goes on with those.
 */
export function restores(world: Pick<World, 'runs'>, { manifest: { follows } }: Run): boolean {
  if (follows === undefined) return true;
  if (!goingOn.includes(follows.as)) return false;
  const before = world.runs[follows.run];
  return before === undefined || restores(world, before);
}

const goingOn: readonly FollowUp[] = ['retry', 'resume'];

/** Nothing counts as completed that left endpoints behind: then the console ended it, not the runbook. */
function resultOf(run: Run, counts: RunCounts): RunResult {
  if (run.haltedBecause !== null) return 'halted';
  if (run.stopRequestedAt !== null) return 'stopped';
  if (isEndedByChoice(run)) return counts.pending + counts.sending === 0 ? 'completed' : 'stopped';
  const isLeft = counts.pending + counts.sending + counts.cancelled - withdrawn(run) > 0;
  const isUndone = consoleStepsToDo(run.manifest).some(
    ({ id }) => consoleProgress(run, id)?.outcome !== 'done',
  );
  return isLeft || isUndone ? 'interrupted' : 'completed';
}

/** Endpoints that a person's word took out of the run, at a step that people do: nobody forgot them. */
function withdrawn(run: Run): number {
  const byPeople = new Set(run.manifest.steps.filter((step) => !isOnEndpoints(step)).map(({ id }) => id));
  return run.manifest.entries.filter(({ endpoint }) => {
    const { state, step } = run.endpoints[endpoint] ?? {};
    return state === 'cancelled' && byPeople.has(step ?? '');
  }).length;
}

/**
 * What a console writes about a run that it finds unfinished when it opens the journal: every
 * endpoint whose step was sent without an end becomes `unknown`; the rest keeps what is known.
 */
export function interruptRun(now: Pick<Circumstances, 'world' | 'at'>, run: Run): NewEvent[] {
  const open = openConsoleStep(run);
  if (open !== null) {
    // Whom it waited for had said nothing; a program or a request may have done its work all the same.
    const outcome = open.manual || open.decision ? ('cancelled' as const) : ('unknown' as const);
    const closed: NewEvent = {
      ...{ stream: stream.run(run.id), occurredAt: now.at, actor: 'console' },
      type: 'run.step-closed',
      data: { run: run.id, step: open.id, outcome, because: 'the console stopped' },
    };
    return [closed, ...interruptRun(now, evolveRun(run, closed, now.at) ?? run)];
  }
  const outcome = { state: 'unknown', cause: 'ConsoleStopped', output: '', tookMs: 0 } as const;
  const outcomes = Object.entries(run.endpoints)
    .filter(([, progress]) => progress.state === 'sending')
    .map(([endpoint, progress]) => ({ endpoint, step: progress.step ?? '', outcome }));
  if (outcomes.length === 0) return endRun(now, run, true);
  const settled: NewEvent = {
    stream: stream.run(run.id),
    occurredAt: now.at,
    actor: 'console',
    type: 'run.settled',
    data: { run: run.id, outcomes },
  };
  return [settled, ...endRun(now, evolveRun(run, settled, now.at) ?? run, true)];
}
