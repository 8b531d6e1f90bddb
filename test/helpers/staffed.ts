import type { NewEvent } from '../../src/domain/events';
import type { Circumstances } from '../../src/domain/incident/circumstances';
import type { Plan } from '../../src/domain/plan/plan';
import { hospital, seconds, signIn } from './hospital';
import { worldOf } from './records';

/** The hospital with enough people for every role; the order of succession is Maria, Ravi, Ana, and Eve who observes. */
export const staffed: Plan = {
  ...hospital,
  people: [
    ...hospital.people,
    { id: 'ravi.patel', name: 'Ravi Patel', roles: ['deputy'], contacts: [] },
    { id: 'ana', name: 'Ana Silva', roles: ['communications-lead'], contacts: [] },
    { id: 'joanna', name: 'Joanna Wéber', roles: [], contacts: [] },
  ],
  services: [
    {
      ...signIn,
      authority: { ...signIn.authority, succession: ['maria', 'role:deputy', 'ana', 'eve'] },
    },
  ],
};

export const incident = 'INC-0001';

/** Somebody at the console of the staffed hospital, after these events, at this second. */
export const at = (events: readonly NewEvent[], second: number, operator: string | null): Circumstances => ({
  world: worldOf(events),
  plan: staffed,
  at: seconds(second),
  operator,
});

/** What events say, without when and by whom. */
export const said = (events: readonly NewEvent[]) => events.map(({ type, data }) => ({ type, data }));
