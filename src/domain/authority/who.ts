import type { Person, Plan } from '../plan/plan';

/** Whether a plan's `role:<id>` or person id means this person. */
export function means(who: string, person: Person): boolean {
  return who.startsWith('role:') ? person.roles.includes(who.slice(5)) : who === person.id;
}

/** Everyone whom a list of `role:<id>` and person ids means, each once, in the order of the list and then of the plan. */
export function peopleMeant(plan: Pick<Plan, 'people'>, list: readonly string[]): Person[] {
  const people = list.flatMap((who) => plan.people.filter((person) => means(who, person)));
  return [...new Set(people)];
}
