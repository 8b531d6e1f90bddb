import type { EventType, Recorded } from '../events';
import { type Names, nameOf } from '../names';
import { authorityLines } from './timeline/authority-lines';
import { consoleLines } from './timeline/console-lines';
import { fleetLines } from './timeline/fleet-lines';
import { incidentLines } from './timeline/incident-lines';
import type { Line, Lines } from './timeline/line';
import { type Memory, newMemory, remember } from './timeline/memory';
import { messageLines } from './timeline/message-lines';
import { runLines } from './timeline/run-lines';
import { serviceLines } from './timeline/service-lines';
import { workLines } from './timeline/work-lines';

export type Tone = 'plain' | 'good' | 'bad' | 'warn' | 'act' | 'quiet';

/** One line of the record, in words a stranger can follow. Times are Unix milliseconds. */
export type TimelineEntry = {
  readonly seq: number;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly tone: Tone;
  readonly text: string;
  /** Who caused it, by name; null = the console by a rule. */
  readonly who: string | null;
};

/** What every type of event says; one that is missing here is a compile error. */
const lines: Lines<EventType> = {
  ...consoleLines,
  ...serviceLines,
  ...fleetLines,
  ...incidentLines,
  ...workLines,
  ...authorityLines,
  ...messageLines,
  ...runLines,
};

/** Turns records into lines; events that would only repeat the grid (sending, single outcomes) make none. */
export function timeline(records: readonly Recorded[], names: Names): TimelineEntry[] {
  const memory = newMemory(names);
  return records.flatMap((record) => {
    remember(memory, record);
    const line = say(record, memory);
    if (!line) return [];
    const [tone, text] = line;
    const { seq, occurredAt, recordedAt, actor } = record;
    const who = actor === 'console' ? null : nameOf(names.people, actor.slice('person:'.length));
    return [{ seq, occurredAt, recordedAt, tone, text, who }];
  });
}

/** The table pairs each type with its own data, which the type of one lookup cannot say. */
function say(record: Recorded, memory: Memory): Line | null {
  const sayIt = lines[record.type] as (data: Recorded['data'], memory: Memory) => Line | null;
  return sayIt(record.data, memory);
}
