import { wordsOf } from './find-phrases';

/** What a service may be called in other tools. */
export type ServiceNames = {
  readonly id: string;
  readonly name: string;
  /** Names of the service, its configuration items and components there; `*` at the end for any ending. */
  readonly aliases: readonly string[];
};

/** The service and which of its names was found; null where no name of a service is. */
export type FoundService = { readonly service: string; readonly because: string };

type Called = { readonly service: string; readonly called: string; readonly spelt: string };

/** Finds the service of a ticket or an exposure; make it once for many. */
export type ServiceFinder = (items: readonly string[], summary: string) => FoundService | null;

/**
 * First by what the source says it concerns, which must be a name of a service whole; then by the longest name or alias
 * that stands in the summary. Case, punctuation and spaces do not count.
 */
export function serviceFinder(services: readonly ServiceNames[]): ServiceFinder {
  const all = services.flatMap(({ id, name, aliases }) =>
    [...new Set([...aliases, name, id])].map((called): Called => {
      return { service: id, called, spelt: spell(called) };
    }),
  );
  const whole = new Map<string, Called>();
  for (const each of all) {
    if (!each.called.endsWith('*') && each.spelt !== '' && !whole.has(each.spelt))
      whole.set(each.spelt, each);
  }
  const open = all.filter(({ called, spelt }) => called.endsWith('*') && spelt !== '');
  const longestFirst = [...whole.values(), ...open].sort((a, b) => b.spelt.length - a.spelt.length);
  return (items, summary) => {
    for (const item of items) {
      const spelt = spell(item);
      const found = whole.get(spelt) ?? open.find((each) => spelt.startsWith(each.spelt));
      if (found) return { service: found.service, because: `"${item}" is ${of(found)}` };
    }
    const text = ` ${spell(summary)} `;
    const found = longestFirst.find(({ called, spelt }) =>
      text.includes(called.endsWith('*') ? ` ${spelt}` : ` ${spelt} `),
    );
    return found ? { service: found.service, because: `the summary says "${found.called}"` } : null;
  };
}

const spell = (text: string): string => wordsOf(text).join(' ');

const of = ({ called, service }: Called): string => (called === service ? 'its id' : `"${called}"`);
