import { openApproval } from '../authority/approval';
import { atLeastAsSevere } from '../authority/envelope';
import { type Incident, isOpen } from '../incident/incident';
import { openQuestions } from '../incident/remarks';
import type { CommandRole } from '../incident/roles';
import type { Plan } from '../plan/plan';
import type { World } from '../world';

/** Something in an incident that waits for a person's word; `dueAt` is Unix ms, null = at once. */
export type Waiting =
  | { readonly kind: 'approval'; readonly approval: string; readonly dueAt: number }
  | { readonly kind: 'handover'; readonly handover: string; readonly dueAt: null }
  | { readonly kind: 'decision'; readonly decision: string; readonly dueAt: number }
  | { readonly kind: 'task'; readonly task: string; readonly dueAt: number }
  | { readonly kind: 'plan-b'; readonly dueAt: number }
  | { readonly kind: 'question'; readonly question: string; readonly dueAt: null }
  | { readonly kind: 'vacancy'; readonly role: string; readonly dueAt: null }
  | { readonly kind: 'paging'; readonly paging: string; readonly dueAt: null };

/** What waits in one incident, the most urgent first: overdue, then by due time, then what has none. */
export function waitingIn(_plan: Plan, world: World, id: string, _at: number): Waiting[] {
  const incident = Object.hasOwn(world.incidents, id) ? world.incidents[id] : undefined;
  if (!incident || !isOpen(incident)) return [];
  // The earliest due time is the longest overdue.
  return [...timed(incident).sort((a, b) => a.dueAt - b.dueAt), ...untimed(incident)];
}

type Timed = Extract<Waiting, { readonly dueAt: number }>;

function timed(incident: Incident): Timed[] {
  const approval = openApproval(incident.approvals);
  const { dueAt, text } = incident.planB;
  return [
    ...(approval && approval.givenBy === null
      ? [{ kind: 'approval' as const, approval: approval.id, dueAt: approval.lapsesAt }]
      : []),
    ...(dueAt !== null && text === null && incident.verifiedAt === null
      ? [{ kind: 'plan-b' as const, dueAt }]
      : []),
    ...Object.values(incident.decisions)
      .filter((each) => each.verdict === null)
      .map((each) => ({ kind: 'decision' as const, decision: each.id, dueAt: each.dueAt })),
    ...Object.values(incident.tasks)
      .filter((each) => each.result === null)
      .map((each) => ({ kind: 'task' as const, task: each.id, dueAt: each.dueAt })),
  ];
}

/** What waits at once, in this order: a commander, an answer to a call, a handover, questions, the other roles. */
function untimed(incident: Incident): Waiting[] {
  const { commander, handover, pagings, remarks } = incident;
  const unanswered = Object.values(pagings).filter(
    (each) => each.acknowledgedBy === null && each.endedAt === null,
  );
  return [
    ...(commander === null ? [vacancy('incident-commander')] : []),
    ...unanswered.map((each) => ({ kind: 'paging' as const, paging: each.id, dueAt: null })),
    ...(handover ? [{ kind: 'handover' as const, handover: handover.id, dueAt: null }] : []),
    ...openQuestions(remarks).map(({ id }) => ({ kind: 'question' as const, question: id, dueAt: null })),
    ...(isMajor(incident) ? majorRoles : [])
      .filter((role) => incident.roles[role] === undefined)
      .map((role) => vacancy(role)),
  ];
}

/** Roles that a major incident cannot do without while it is being worked on. */
const majorRoles = ['deputy', 'scribe', 'communications-lead'] as const satisfies readonly CommandRole[];

const isMajor = ({ severity, phase }: Incident) =>
  atLeastAsSevere(severity, 'SEV-2') && (phase === 'active' || phase === 'declared');

const vacancy = (role: CommandRole): Waiting => ({ kind: 'vacancy', role, dueAt: null });
