import { join } from 'node:path';
import { allRecords } from '../app/export-incident';
import { foldWorld } from '../domain/evolve-world';
import { nameOf } from '../domain/names';
import { delayMs, operatorOf } from '../domain/operator/attempts';
import { openPins, pinFileIn } from '../identity/pin-file';
import { readJournal } from '../store/journal-reader';

/** How one person stands at the console of a data folder. */
export type Standing = {
  readonly person: string;
  readonly name: string;
  readonly hasPin: boolean;
  /** When it was set (Unix milliseconds); null = none, or one that the journal does not know of. */
  readonly since: number | null;
  /** Wrong ones in a row since the last right one. */
  readonly wrong: number;
  readonly nextTryInMs: number;
};

/** Everyone whom the plan last in force or the PIN file names; works while a console is open. */
export function pinsAtConsole(dataFolder: string, at: number): readonly Standing[] {
  const journal = readJournal(join(dataFolder, 'journal.db'));
  try {
    const world = foldWorld(allRecords(journal));
    const enrolled = openPins(pinFileIn(dataFolder)).people();
    const ids = new Set([...world.names.people.map((each) => each.id), ...enrolled]);
    return [...ids].map((person) => {
      const operator = operatorOf(world, person);
      const hasPin = enrolled.includes(person);
      return {
        person,
        name: nameOf(world.names.people, person),
        hasPin,
        since: hasPin ? operator.enrolledAt : null,
        wrong: operator.failures,
        nextTryInMs: delayMs(operator, at),
      };
    });
  } finally {
    journal.close();
  }
}

/** The same for a person to read. */
export function pinsText(people: readonly Standing[]): string {
  const lines = people.map(({ name, person, hasPin, since, wrong }) => {
    const unknown = hasPin ? 'a PIN that the journal does not know of' : 'no PIN';
    const pin = since === null ? unknown : `PIN since ${new Date(since).toISOString()}`;
    return `  ${name} (${person}) · ${pin}${wrong === 0 ? '' : ` · ${wrong} wrong since the last right one`}`;
  });
  return ['PINs at this console', ...(lines.length > 0 ? lines : ['  nobody is known yet'])].join('\n');
}
