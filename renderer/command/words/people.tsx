import { useMemo } from 'react';
import { roleName } from '../../../src/domain/plan/plan';
import { useConsole } from '../../store';
import { Section } from '../../ui/section';
import { useFocus } from '../focus';

/** Who is where: the commander and the operator first, then everyone else the plan names. */
export function People() {
  const plan = useConsole((state) => state.plan.plan);
  const operator = useConsole((state) => state.situation.operator);
  const { barIncident, service } = useFocus();
  const commander = barIncident?.commander ?? null;
  const people = useMemo(() => {
    const rank = (id: string) => (id === commander ? 0 : id === operator ? 1 : id === service?.owner ? 2 : 3);
    return [...(plan?.people ?? [])].sort((a, b) => rank(a.id) - rank(b.id));
  }, [plan, commander, operator, service]);
  return (
    <Section title="People" className="people" part="people">
      <ul className="people-list">
        {people.map((person) => {
          const marks = [
            person.id === commander ? 'in command' : '',
            person.id === operator ? 'at this console' : '',
            person.id === service?.owner ? `owns ${service.name}` : '',
          ].filter(Boolean);
          return (
            <li key={person.id} className={marks.length > 0 ? 'person person-active' : 'person'}>
              <b>{person.name}</b>
              <span className="person-phone">{person.phone ?? ''}</span>
              <small>{[...marks, ...person.roles.map(roleName)].join(' · ')}</small>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
