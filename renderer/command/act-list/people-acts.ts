import { show } from '../../screen';
import { leaveConsole } from '../acts-people';
import { focusPrimary } from '../focus-primary';
import { chooseOperator } from '../pin-question';
import type { Act, Moment } from './act';

/** Who is at the console, and who leads. */
export function peopleActs(moment: Moment): Act[] {
  const { state, plan, focus, signedOut } = moment;
  const { operator } = state.world;
  const noIncident = focus.barIncident ? null : 'No incident is open.';
  const bareSheet = { role: null, person: null } as const;
  return [
    {
      id: 'switch-operator',
      key: 'U',
      words: 'Someone else is at this console',
      whyNot: null,
      act: () => {
        show({ form: 'sign-in', person: null });
        // Also when the list was open already and only its focus was lost.
        setTimeout(focusPrimary, 0);
      },
    },
    {
      id: 'lock',
      key: 'L',
      words: 'Lock the console; the situation stays in sight',
      whyNot: signedOut,
      act: () => void leaveConsole('locked'),
    },
    {
      id: 'pin',
      key: null,
      words: 'Set or change my PIN',
      whyNot: signedOut,
      act: () => show({ form: 'pin', person: operator }),
    },
    {
      id: 'roles',
      key: 'R',
      words: 'Roles: who does what',
      whyNot: noIncident,
      act: () => show({ ...bareSheet, over: 'roles' }),
    },
    {
      id: 'handover',
      key: 'H',
      words: focus.barIncident?.handover ? 'Answer the handover of command' : 'Hand over command',
      whyNot: noIncident,
      act: () => show({ over: 'handover' }),
    },
    ...plan.people
      .filter((person) => person.id !== operator)
      .map((person) => ({
        id: `pin-${person.id}`,
        key: null,
        words: `Set the PIN of ${person.name}`,
        whyNot: signedOut,
        act: () => show({ form: 'pin', person: person.id }),
      })),
    ...plan.people.map((person) => ({
      id: `sign-in-${person.id}`,
      key: null,
      words: `${person.name} is at this console`,
      whyNot: person.id === operator ? 'Signed in already.' : null,
      act: () => chooseOperator(person.id),
    })),
  ];
}
