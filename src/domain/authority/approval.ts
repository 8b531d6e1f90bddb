import type { DomainEvent } from '../events';
import type { Manifest } from '../run/manifest';

/** A run that waits for, or has, the word of a second person. Times are Unix milliseconds. */
export type Approval = {
  readonly id: string;
  /** Who asked and will run it. */
  readonly person: string;
  readonly envelope: string;
  readonly manifest: Manifest;
  readonly runbookName: string;
  readonly retryOf: string | null;
  readonly approvers: readonly string[];
  readonly requestedAt: number;
  readonly lapsesAt: number;
  /** The second person; null until they approved this very manifest. */
  readonly givenBy: string | null;
  readonly givenAt: number | null;
  readonly ended: 'refused' | 'withdrawn' | 'lapsed' | 'used' | null;
};

type Approvals = Readonly<Record<string, Approval>>;

/** Folds one event into the approvals of its incident. */
export function evolveApprovals(approvals: Approvals, event: DomainEvent, at: number): Approvals {
  if (event.type === 'approval.requested') {
    const { incident: _incident, approval: id, retryOf, ...asked } = event.data;
    const open = { givenBy: null, givenAt: null, ended: null };
    return { ...approvals, [id]: { id, ...asked, retryOf: retryOf ?? null, requestedAt: at, ...open } };
  }
  if (event.type !== 'approval.given' && event.type !== 'approval.ended') return approvals;
  const approval = approvals[event.data.approval];
  if (!approval) return approvals;
  const changed: Approval =
    event.type === 'approval.given'
      ? { ...approval, givenBy: event.data.person, givenAt: at }
      : { ...approval, ended: event.data.how };
  return { ...approvals, [approval.id]: changed };
}

/** The approval of this id, or undefined; ids come from outside and may name what every object has. */
export const ownApproval = (
  { approvals }: { readonly approvals: Approvals },
  id: string,
): Approval | undefined => (Object.hasOwn(approvals, id) ? approvals[id] : undefined);

/** Whether a second person's word is still asked for: nobody gave it, and nothing ended the request. */
export const isAsked = ({ givenBy, ended }: Approval): boolean => givenBy === null && ended === null;

/** The approval of an incident that is still asked for or waits to be used; there is at most one. */
export function openApproval(approvals: Approvals): Approval | null {
  return Object.values(approvals).find((each) => each.ended === null) ?? null;
}
