import { useMemo } from 'react';
import { useConsole } from '../../store';
import type { Choices } from './field-words';

/** What fields that name something offer, from the plan in force. */
export function Suggestions() {
  const plan = useConsole((state) => state.plan.plan);
  const lists = useMemo((): readonly (readonly [Choices, readonly string[]])[] => {
    if (!plan) return [];
    const roles = [...new Set(plan.people.flatMap((person) => person.roles))];
    const people = plan.people.map(({ id }) => id);
    return [
      ['people', people],
      ['roles', roles],
      ['who', [...people, ...roles.map((role) => `role:${role}`)]],
      ['services', plan.services.map(({ id }) => id)],
      ['runbooks', plan.runbooks.map(({ id }) => id)],
      ['channels', plan.channels.map(({ id }) => id)],
    ];
  }, [plan]);
  return lists.map(([name, values]) => (
    <datalist key={name} id={`plan-${name}`}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  ));
}
