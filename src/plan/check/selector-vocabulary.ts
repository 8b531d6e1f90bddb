import type { Endpoint } from '../../domain/plan/plan';
import { nearestWord } from '../nearest-word';
import type { CheckOptions } from './check-plan';

/** Every name that a selector may use of a fleet. */
export type Vocabulary = {
  readonly labels: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly names: readonly string[];
};

export function vocabularyOf(endpoints: readonly Endpoint[]): Vocabulary {
  const labels = new Set<string>();
  const groups = new Set<string>();
  for (const each of endpoints) {
    for (const label of Object.keys(each.labels)) labels.add(label);
    for (const group of each.groups ?? []) groups.add(group);
  }
  return { labels, groups, names: endpoints.map(({ name }) => name) };
}

/** What a selector may ask for: `Its labels are role, site, and its groups web, db.` */
export function vocabularyWords({ labels, groups }: Vocabulary): string {
  const some = [...groups].slice(0, 20).join(', ');
  return `Its labels are ${[...labels].join(', ') || 'none'}${some === '' ? '' : `, and its groups ${some}`}.`;
}

/** A large fleet has tens of thousands of names, and each is compared with every word. */
const mostCompared = 300;

/**
 * The selector that was meant by one that names no endpoint: each word that nothing is called replaced by the nearest
 * that something is. Null where that names none either.
 */
export function meantSelector(
  selector: string,
  endpoints: readonly Endpoint[],
  { checkSelector, countSelected }: Pick<CheckOptions, 'checkSelector' | 'countSelected'>,
): string | null {
  const { labels, groups, names } = vocabularyOf(endpoints);
  const values = endpoints.flatMap((each) => Object.values(each.labels));
  const known = new Set(['group', 'name', 'in', ...groups, ...labels, ...values, ...names]);
  const near = [...known].slice(0, mostCompared);
  const meant = selector.replace(/"[^"]*"|[\p{L}\p{N}_.:/-]+/gu, (word) => {
    const bare = word.replace(/^"|"$/g, '');
    return known.has(bare) ? word : word.replace(bare, () => nearestWord(bare, near) ?? bare);
  });
  const isGood = (checkSelector?.(meant) ?? null) === null && (countSelected?.(meant, endpoints, 1) ?? 0) > 0;
  return isGood ? meant : null;
}
