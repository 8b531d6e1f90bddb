import { answeredByCommand } from '../comms/answer-by-command';
import type { NewEvent } from '../events';
import { type Circumstances, happened } from './circumstances';
import type { Incident } from './incident';

export type CommandTaken = {
  readonly person: string;
  /** Who commanded until now. */
  readonly from?: string | undefined;
  /** Why they were relieved without a handover. */
  readonly reason?: string | undefined;
};

/**
 * The events by which command changes hands. Whoever commands is neither their own deputy nor an observer any
 * more, an offer that is still open falls with the command it offered, and who was called to take it need not be
 * called any more.
 */
export function commandTaken(
  now: Pick<Circumstances, 'at' | 'plan'>,
  incident: Incident,
  { person, from, reason }: CommandTaken,
): NewEvent[] {
  const { id, handover, roles } = incident;
  const fallen = handover ? [offerFell(now, person, incident.id, handover.id)] : [];
  const taken = { incident: id, person, ...(from ? { from } : {}), ...(reason ? { reason } : {}) };
  const left = (['deputy', 'observer'] as const)
    .filter((role) => roles[role] === person)
    .map((role) => happened(now, person, { type: 'role.vacated', data: { incident: id, role, person } }));
  return [
    ...fallen,
    happened(now, person, { type: 'command.taken', data: taken }),
    ...left,
    ...answeredByCommand(now, incident, person),
  ];
}

function offerFell(
  now: Pick<Circumstances, 'at'>,
  person: string,
  incident: string,
  handover: string,
): NewEvent {
  const data = { incident, handover, how: 'withdrawn' as const, because: 'command was taken meanwhile' };
  return happened(now, person, { type: 'handover.ended', data });
}
