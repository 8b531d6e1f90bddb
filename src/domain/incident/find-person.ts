import { refuse } from '../../errors';
import type { Person } from '../plan/plan';

type Named = Pick<Person, 'id' | 'name'>;

/**
 * The one person whom these letters begin: their id, first name or last name, whatever the case and accents.
 * A whole id goes before what it begins. Refuses with the candidates when it is nobody or several.
 */
export function findPerson(letters: string, people: readonly Named[]): Named {
  const wanted = plain(letters);
  const whole = people.filter((person) => plain(person.id) === wanted);
  const begun = people.filter((person) => calledBy(person).some((name) => name.startsWith(wanted)));
  const candidates = whole.length === 1 ? whole : begun;
  const [person] = candidates;
  if (person && candidates.length === 1) return person;
  return candidates.length === 0
    ? refuse(`Nobody in the plan is called "${letters}". It names: ${listed(people)}.`)
    : refuse(`"${letters}" may be ${listed(candidates)}. Write more letters.`);
}

const calledBy = ({ id, name }: Named) => [plain(id), ...plain(name).split(/\s+/)];

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const mostListed = 8;

function listed(people: readonly Named[]): string {
  const names = people.slice(0, mostListed).map(({ id, name }) => `${name} (@${id})`);
  const left = people.length - names.length;
  return [...names, ...(left > 0 ? [`${left} more`] : [])].join(', ');
}
