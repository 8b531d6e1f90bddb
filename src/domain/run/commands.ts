import { AppError, refuse } from '../../errors';
import { authorise } from '../authority/authorise';
import { type Actor, type NewEvent, stream } from '../events';
import { type Circumstances, requireOpen, requireOperator } from '../incident/commands';
import { requirePerson, requireService } from '../incident/lookup';
import { unknownService, worstProbe } from '../service/service-state';
import type { Manifest } from './manifest';
import { countStates, evolveRun, neverSent, type Run, type RunCounts, type RunResult } from './run-state';
import { planWaves } from './waves';

export type StartRun = {
  readonly run: string;
  readonly incident: string;
  /** The very manifest that was shown and approved; nothing is resolved again. */
  readonly manifest: Manifest;
  readonly retryOf?: string | undefined;
};

/**
 * Decides whether a run may start. A refusal is an event, too: it is returned, not thrown,
 * so that the record shows who was stopped by what.
 */
export function startRun(now: Circumstances, command: StartRun): NewEvent[] {
  const personId = requireOperator(now, 'start a run');
  const person = requirePerson(now.plan, personId);
  const incident = requireOpen(now, command.incident);
  const { manifest } = command;
  if (manifest.planDigest !== now.plan.digest)
    throw new AppError(
      'conflict',
      'The plan changed after this manifest was shown. Look at the new one and hold again.',
    );
  if (incident.mode !== now.plan.mode)
    refuse(
      `${incident.id} is a ${incident.mode} incident, and the plan in force is ${now.plan.mode}. Stand it down first.`,
    );
  if (manifest.service !== incident.service)
    refuse(`${incident.id} is about another service than this manifest.`);
  const busy = Object.values(now.world.runs).find(
    (run) => run.result === null && run.service === incident.service,
  );
  if (busy) refuse(`${busy.id} is still running on ${busy.service}. Stop it or let it end first.`);

  const decision = authorise({
    person,
    service: requireService(now.plan, incident.service),
    incident,
    manifest,
    at: now.at,
  });
  const actor: Actor = `person:${personId}`;
  const asked = {
    incident: incident.id,
    person: personId,
    runbook: manifest.runbook,
    manifest: manifest.digest,
    endpoints: manifest.entries.length,
    because: decision.because,
  };
  const common = { occurredAt: now.at, actor };
  const onIncident = { ...common, stream: stream.incident(incident.id) };
  if (!decision.granted) return [{ ...onIncident, type: 'authority.refused', data: asked }];

  const runbook = now.plan.runbooks.find((each) => each.id === manifest.runbook);
  if (!runbook) throw new AppError('not-found', `The plan has no runbook "${manifest.runbook}".`);
  return [
    { ...onIncident, type: 'authority.granted', data: { ...asked, envelope: decision.envelope } },
    {
      ...common,
      stream: stream.run(command.run),
      type: 'run.started',
      data: {
        run: command.run,
        incident: incident.id,
        service: incident.service,
        runbookName: runbook.name,
        manifest,
        waves: planWaves(runbook.waves, manifest.entries.length),
        ...(command.retryOf ? { retryOf: command.retryOf } : {}),
      },
    },
  ];
}

/** Stops a run: nothing more is sent; what is in flight ends by itself and is still recorded. */
export function stopRun(now: Circumstances, command: { readonly run: string }): NewEvent[] {
  const person = requireOperator(now, 'stop the run');
  const run = now.world.runs[command.run];
  if (!run) throw new AppError('not-found', `The journal holds no run "${command.run}".`);
  if (run.result !== null) refuse(`${run.id} has ended already.`);
  if (run.stopRequestedAt !== null) return [];
  const counts = countStates(run);
  return [
    {
      stream: stream.run(run.id),
      occurredAt: now.at,
      actor: `person:${person}`,
      type: 'run.stop-requested',
      data: { run: run.id, inFlight: counts.sending, unsent: counts.pending },
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
