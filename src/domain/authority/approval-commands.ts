import { AppError, refuse } from '../../errors';
import { pageApprovers } from '../comms/approver-pages';
import type { NewEvent } from '../events';
import { type Circumstances, happened, requireActor, requireOpen } from '../incident/circumstances';
import type { Due } from '../incident/due-decisions';
import { isOpen } from '../incident/incident';
import { requirePerson, requireService } from '../incident/lookup';
import { unsettledIncidents } from '../incident/unsettled';
import { enrolledBefore } from '../operator/commands';
import { unknownOperator } from '../operator/operator';
import type { Manifest } from '../run/manifest';
import { requireSameGround } from '../run/start-run';
import { runName } from '../run/undo';
import { type Approval, openApproval, ownApproval } from './approval';
import { authorise } from './authorise';

/** How long a request waits for its answer, and the answer for its use. */
export const approvalLastsMs = 15 * 60_000;

export type RequestApproval = {
  readonly incident: string;
  readonly manifest: Manifest;
  readonly retryOf?: string | undefined;
};

/**
 * Puts a manifest before a second person, and calls those who may be it. The whole of it goes on record, because
 * that is what is approved.
 */
export function requestApproval(now: Circumstances, command: RequestApproval): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireActor(now, 'ask for approval', incident);
  const { manifest } = command;
  requireSameGround(now, incident, manifest);
  const open = openApproval(incident.approvals);
  if (open) refuse(`${open.id} is asked for already. Answer or withdraw it first.`);
  const service = requireService(now.plan, incident.service);
  const decision = authorise({ plan: now.plan, person, service, incident, manifest, at: now.at });
  if (decision.granted) return refuse('No second person is needed: run it.');
  if (decision.remedy.by !== 'second-person') return refuse(decision.because);
  const runbook = now.plan.runbooks.find((each) => each.id === manifest.runbook);
  const data = {
    incident: incident.id,
    approval: `A${Object.keys(incident.approvals).length + 1}`,
    person: person.id,
    envelope: decision.remedy.envelope,
    manifest,
    runbookName: runName(runbook ?? { name: manifest.runbook }, manifest),
    ...(command.retryOf ? { retryOf: command.retryOf } : {}),
    approvers: [...decision.remedy.approvers],
    lapsesAt: now.at + approvalLastsMs,
  };
  return [happened(now, person.id, { type: 'approval.requested', data }), ...pageApprovers(now, data)];
}

export type GiveApproval = {
  readonly incident: string;
  readonly approval: string;
  /** Digest of the manifest that the second person saw. */
  readonly manifest: string;
  /** The second person, whose PIN has been checked by the caller. */
  readonly person: string;
};

/**
 * The second person's word on exactly this manifest. Their PIN must have been set before the incident was
 * declared: a second person who is made up on the spot is no second person.
 */
export function giveApproval(now: Circumstances, command: GiveApproval): NewEvent[] {
  const person = requirePerson(now.plan, command.person);
  const { incident, approval } = requireApproval(now, command);
  if (approval.givenBy !== null) refuse(`${approval.id} has been approved already.`);
  if (now.at > approval.lapsesAt) refuse(`${approval.id} has lapsed. Ask again.`);
  if (command.manifest !== approval.manifest.digest)
    throw new AppError('conflict', `${approval.id} is for another manifest than the one shown. Look again.`);
  if (person.id === approval.person)
    refuse(`${person.name} asked for it and cannot be the second person. The PIN of another one is needed.`);
  if (!approval.approvers.includes(person.id))
    refuse(`${person.name} may not approve this. May: ${approversIn(now, approval)}.`);
  if (!enrolledBefore(now.world.operators[person.id] ?? unknownOperator, incident.declaredAt))
    refuse(
      `The PIN of ${person.name} was not set before ${incident.id} was declared, so it proves no second person. May: ${approversIn(now, approval)}.`,
    );
  const data = {
    incident: incident.id,
    approval: approval.id,
    person: person.id,
    manifest: approval.manifest.digest,
  };
  return [happened(now, person.id, { type: 'approval.given', data })];
}

/** Ends a request without a run: the second person says no, or whoever asked takes it back. */
export function endApproval(
  now: Circumstances,
  command: {
    readonly incident: string;
    readonly approval: string;
    readonly how: 'refused' | 'withdrawn';
    readonly because?: string | undefined;
  },
): NewEvent[] {
  const { incident, approval } = requireApproval(now, command);
  const person = requireActor(now, 'answer this request', incident).id;
  const because = command.because === undefined ? {} : { because: command.because };
  const data = { incident: incident.id, approval: approval.id, how: command.how, ...because };
  return [happened(now, person, { type: 'approval.ended', data })];
}

/** The requests and answers whose time is over, or whose plan: what was seen is not what would run now. */
export function dueApprovals(now: Due): NewEvent[] {
  return unsettledIncidents(now.world).flatMap((incident) => {
    const approval = openApproval(incident.approvals);
    if (!approval) return [];
    const isOtherPlan = approval.manifest.planDigest !== now.plan.digest;
    if (now.at <= approval.lapsesAt && isOpen(incident) && !isOtherPlan) return [];
    const because = isOtherPlan ? { because: 'the plan changed' } : {};
    const data = { incident: incident.id, approval: approval.id, how: 'lapsed' as const, ...because };
    return [happened(now, null, { type: 'approval.ended', data })];
  });
}

function requireApproval(
  now: Circumstances,
  command: { readonly incident: string; readonly approval: string },
) {
  const incident = requireOpen(now, command.incident);
  const approval = ownApproval(incident, command.approval);
  if (!approval) throw new AppError('not-found', `${incident.id} has no request "${command.approval}".`);
  if (approval.ended !== null) refuse(`${approval.id} is ${approval.ended} already.`);
  return { incident, approval };
}

const approversIn = ({ plan }: Circumstances, { approvers }: Approval) =>
  approvers.map((id) => plan.people.find((each) => each.id === id)?.name ?? id).join(', ');
