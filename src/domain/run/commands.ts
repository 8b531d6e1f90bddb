import { AppError, refuse } from '../../errors';
import { type NewEvent, stream } from '../events';
import type { Circumstances } from '../incident/circumstances';
import { unknownService, worstProbe } from '../service/service-state';
import { countStates, evolveRun, neverSent, type Run, type RunCounts, type RunResult } from './run-state';

/**
 * Stops a run: nothing more is sent; what is in flight ends by itself and is still recorded.
 * Asks for nobody's name: stopping is never made harder than starting.
 */
export function stopRun(now: Circumstances, command: { readonly run: string }): NewEvent[] {
  const run = now.world.runs[command.run];
  if (!run) throw new AppError('not-found', `The journal holds no run "${command.run}".`);
  if (run.result !== null) refuse(`${run.id} has ended already.`);
  if (run.stopRequestedAt !== null) return [];
  const counts = countStates(run);
  return [
    {
      stream: stream.run(run.id),
      occurredAt: now.at,
      actor: now.operator === null ? 'console' : `person:${now.operator}`,
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
  if (result !== 'completed' || said || counts.ok === 0) return [ended];
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

/** Nothing counts as completed that left endpoints behind: then the console ended it, not the runbook. */
function resultOf(run: Run, counts: RunCounts): RunResult {
  if (run.haltedBecause !== null) return 'halted';
  if (run.stopRequestedAt !== null) return 'stopped';
  return counts.pending + counts.sending + counts.cancelled === 0 ? 'completed' : 'interrupted';
}

/**
 * What a console writes about a run that it finds unfinished when it opens the journal: every
 * endpoint whose step was sent without an end becomes `unknown`; the rest keeps what is known.
 */
export function interruptRun(now: Pick<Circumstances, 'world' | 'at'>, run: Run): NewEvent[] {
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
