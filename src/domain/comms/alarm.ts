import { peopleMeant } from '../authority/who';
import type { Actor, NewEvent } from '../events';
import type { Plan } from '../plan/plan';
import type { World } from '../world';
import { newMessageIds, queue } from './compose';

export type Alarm = {
  readonly incident: string;
  /** `role:<id>` or person ids, in order; each person hears once. */
  readonly who: readonly string[];
  readonly subject: string;
  readonly text: string;
};

type Now = { readonly world: World; readonly plan: Plan; readonly at: number; readonly actor: Actor };

/** For so long an alarm is worth hearing, in milliseconds. */
const alarmLivesMs = 86_400_000;

/**
 * Tells people loudly what they did not ask for: one message a person. To whom no way leads, it has no
 * deliveries, and they have to be telephoned.
 */
export function alarmTo(
  { world, plan, at, actor }: Now,
  { incident, who, subject, text }: Alarm,
): NewEvent[] {
  const newId = newMessageIds(world);
  return peopleMeant(plan, who).map(({ id: person, contacts: to }) => {
    const id = newId();
    const said = { subject, text, expiresAt: at + alarmLivesMs };
    return queue(
      { plan, at, actor },
      { id, kind: 'alarm', incident, person, ...said, to, key: `${incident}/${id}` },
    );
  });
}
