import type { Service } from '../../../domain/service/service';
import { impactTimes } from '../../../domain/views/impact';
import { spellDuration } from '../../schema/duration';
import { type Finding, note, serviceFile, warn } from './finding';

/** Whether it can be said what an outage does. */
export function lintImpact({ id, name, impact, tier }: Service): readonly Finding[] {
  const file = serviceFile(id);
  const [first, , last] = impactTimes;
  if (impact.length === 0) {
    const message = `Nothing says what an outage of ${name} does.`;
    const say = tier <= 2 ? warn : note;
    return [
      say(file, ['impact'], 'impact-missing', message, 'Add lines for 1h, 4h and 24h under "impact:".'),
    ];
  }
  const begins = impact[0]?.atMs ?? 0;
  const ends = impact.at(-1)?.atMs ?? 0;
  if (begins > first) {
    const message = `The impact of ${name} begins with ${spellDuration(begins)}: nothing is said of the first hour.`;
    return [note(file, ['impact'], 'impact-incomplete', message, 'Add a line for 1h.')];
  }
  if (ends >= last) return [];
  const message = `The impact of ${name} ends with ${spellDuration(ends)}: nothing is said of a day.`;
  return [note(file, ['impact'], 'impact-incomplete', message, 'Add a line for 24h.')];
}
