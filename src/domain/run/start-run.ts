import { AppError, refuse } from '../../errors';
import { type Approval, ownApproval } from '../authority/approval';
import { type AuthorityDecision, authorise, mayBreakGlass } from '../authority/authorise';
import { type Actor, type NewEvent, stream } from '../events';
import { type Circumstances, happened, requireOpen, requireOperator } from '../incident/circumstances';
import type { Incident } from '../incident/incident';
import { requirePerson, requireService } from '../incident/lookup';
import type { Manifest } from './manifest';
import { receiptsName } from './receipt';
import { runName } from './undo';
import { planWaves } from './waves';

export type StartRun = {
  readonly run: string;
  readonly incident: string;
  /** The very manifest that was shown and approved; nothing is resolved again. */
  readonly manifest: Manifest;
  readonly retryOf?: string | undefined;
  /** Id of a second person's approval to use. */
  readonly approval?: string | undefined;
  /** Why the bounds are gone beyond; at least ten characters. */
  readonly breakGlass?: string | undefined;
};

/**
 * Decides whether a run may start. A refusal is an event, too: it is returned, not thrown,
 * so that the record shows who was stopped by what.
 */
export function startRun(now: Circumstances, command: StartRun): NewEvent[] {
  const person = requirePerson(now.plan, requireOperator(now, 'start a run'));
  const incident = requireOpen(now, command.incident);
  const { manifest } = command;
  requireSameGround(now, incident, manifest);
  const service = requireService(now.plan, incident.service);
  const approval = command.approval === undefined ? null : requireApproval(incident, command.approval);
  const question = { plan: now.plan, person, service, incident, manifest, at: now.at, approval };
  const usual = authorise(question);
  const decision =
    usual.granted || command.breakGlass === undefined
      ? usual
      : breakGlass(usual, mayBreakGlass(person, service, incident), command.breakGlass);
  const asked = {
    incident: incident.id,
    person: person.id,
    runbook: manifest.runbook,
    manifest: manifest.digest,
    endpoints: manifest.entries.length,
    because: decision.because,
  };
  if (!decision.granted) return [happened(now, person.id, { type: 'authority.refused', data: asked })];
  const { envelope, ground, approvedBy } = decision;
  const second = approval && approvedBy !== undefined ? { approvedBy, approval: approval.id } : {};
  const reason = ground === 'break-glass' ? { reason: command.breakGlass } : {};
  const granted = { ...asked, envelope, ground, ...second, ...reason };
  const used = { incident: incident.id, approval: second.approval ?? '', how: 'used' as const };
  return [
    ...(second.approval === undefined
      ? []
      : [happened(now, person.id, { type: 'approval.ended', data: used })]),
    happened(now, person.id, { type: 'authority.granted', data: granted }),
    runStarted(now, `person:${person.id}`, command),
  ];
}

/** The event that begins a run, after it was authorised and never without. */
export function runStarted(
  now: Pick<Circumstances, 'plan' | 'at'>,
  actor: Actor,
  command: Pick<StartRun, 'run' | 'incident' | 'manifest' | 'retryOf'>,
): NewEvent {
  const { run, incident, manifest, retryOf } = command;
  const runbook = now.plan.runbooks.find((each) => each.id === manifest.runbook);
  if (!runbook) throw new AppError('not-found', `The plan has no runbook "${manifest.runbook}".`);
  return {
    occurredAt: now.at,
    actor,
    stream: stream.run(run),
    type: 'run.started',
    data: {
      run,
      incident,
      service: manifest.service,
      runbookName: runName(runbook, manifest),
      manifest,
      waves: planWaves(runbook.waves, manifest.entries.length),
      ...(retryOf ? { retryOf } : {}),
      ...(manifest.steps.some((step) => step.receipt) ? { receipts: receiptsName(run, now.at) } : {}),
    },
  };
}

/**
 * What no authority reaches beyond, not even a broken glass: the manifest is of the plan in force and of this
 * incident's service, the incident is of this plan's mode, and nothing else runs on the service.
 */
export function requireSameGround(
  now: Pick<Circumstances, 'plan' | 'world'>,
  incident: Incident,
  manifest: Manifest,
): void {
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
}

/** Grants beyond the bounds to a person whom the plan names for it; what was broken stays in the words. */
function breakGlass(
  usual: Extract<AuthorityDecision, { granted: false }>,
  isNamed: boolean,
  reason: string,
): AuthorityDecision {
  if (reason.trim().length < 10) return refuse('Say in at least ten characters why the glass is broken.');
  // What no remedy leads out of, such as an empty manifest, no broken glass does either.
  if (usual.remedy.by === 'nothing' || !isNamed) return usual;
  return {
    granted: true,
    ground: 'break-glass',
    envelope: 'none',
    because: `the glass was broken. Without it: ${usual.because}`,
  };
}

function requireApproval(incident: Incident, id: string): Approval {
  const approval = ownApproval(incident, id);
  if (approval) return approval;
  throw new AppError('not-found', `${incident.id} has no approval "${id}".`);
}
