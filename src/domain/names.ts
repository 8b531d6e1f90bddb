import { roleName } from './plan/plan';

export type Named = { readonly id: string; readonly name: string };

/** What ids are called. A plan serves; so does what the journal remembers of it. */
export type Names = {
  readonly people: readonly Named[];
  readonly services: readonly Named[];
  readonly runbooks: readonly Named[];
};

/** The name of an id, or the id itself where nobody knows a name. */
export function nameOf(names: readonly Named[], id: string): string {
  return names.find((each) => each.id === id)?.name ?? id;
}

/** What a plan's `role:<id>` or person id is called. */
export function whoName(people: readonly Named[], who: string): string {
  return who.startsWith('role:') ? roleName(who.slice(5)) : nameOf(people, who);
}
