import { type PlanProblem, type Position, planWarning } from '../plan-problem';

/** A place in the inventory file, or in another that it brings. */
type Place = Position & { readonly file?: string | undefined };

type Listed = {
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
  readonly at: () => Place;
  more: number;
};

/** Gathers what an inventory says and Holdfast does not use, so that each thing is said once and counted. */
export type NotMapped = {
  /** The first place is shown; what follows under the same message is counted. */
  add(rule: 'not-mapped' | 'left-out' | 'secret-in-inventory', words: Words, at: () => Place): void;
  problems(): readonly PlanProblem[];
};

/** `message` is a whole sentence without its full stop. */
export type Words = { readonly message: string; readonly fix: string };

export function listNotMapped(file: string): NotMapped {
  const all = new Map<string, Listed>();
  return {
    add(rule, { message, fix }, at) {
      const known = all.get(message);
      if (known) known.more += 1;
      else all.set(message, { rule, message, fix, at, more: 0 });
    },
    problems() {
      return [...all.values()].map(({ rule, message, fix, at, more }) => {
        const places = more === 0 ? '' : ` (here and in ${more} more ${more === 1 ? 'place' : 'places'})`;
        const place = at();
        return planWarning(place.file ?? file, place, rule, `${message}${places}.`, fix);
      });
    },
  };
}
