import { type NewEvent, type Recorded, stream } from '../domain/events';
import { foldWorld } from '../domain/evolve-world';
import { latestLines } from '../domain/views/latest-lines';
import { timeline } from '../domain/views/timeline';
import { emptyWorld, type World } from '../domain/world';
import type { Journal } from '../store/journal';
import type { Clock } from './clock';

/** The one place where something becomes true: decided on the present world, journalled, folded, told. */
export type Ledger = {
  world(): World;
  /** Rows of types that a newer Holdfast wrote: kept in the journal, not understood here. */
  unknownRows(): number;
  /** The latest records that make a line of the timeline, oldest first, at most 500. */
  recent(): readonly Recorded[];
  /**
   * Runs a decision and makes its events durable before anyone hears of them.
   * Whatever the decision throws, nothing was written.
   */
  commit(decide: (world: World, at: number) => readonly NewEvent[]): readonly Recorded[];
  /** Calls back after every commit with its records; the result unsubscribes. */
  onCommit(listener: (records: readonly Recorded[]) => void): () => void;
};

const recentLimit = 500;
const pageSize = 2000;
/** A wall clock that gained or lost more than this against the machine's own was set. */
const leastStepMs = 2000;

/**
 * Folds the journal from its beginning and keeps the fold current from then on.
 * @param onFault told when a listener throws
 */
export function createLedger(journal: Journal, clock: Clock, onFault: (error: unknown) => void): Ledger {
  let world = emptyWorld;
  let recent: readonly Recorded[] = [];
  const listeners = new Set<(records: readonly Recorded[]) => void>();

  let latest = 0;
  let unknownRows = 0;
  // What is committed is committed: a listener that throws must not make it look failed.
  const tell = (listener: (records: readonly Recorded[]) => void, records: readonly Recorded[]): void => {
    try {
      listener(records);
    } catch (error) {
      onFault(error);
    }
  };
  const fold = (records: readonly Recorded[]): void => {
    latest = records.at(-1)?.recordedAt ?? latest;
    world = foldWorld(records, world);
    recent = latestLines([...recent, ...records.filter(isLine)], recentLimit);
  };
  const write = (events: readonly NewEvent[]): readonly Recorded[] => {
    const records = journal.append(events);
    fold(records);
    for (const listener of listeners) tell(listener, records);
    return records;
  };
  let wallAtBoot = clock.now() - clock.sinceBoot();
  /** Writes down that the wall clock was set, before anything is decided in its new time. */
  const noteStep = (): readonly Recorded[] => {
    const at = clock.now();
    const byMs = at - clock.sinceBoot() - wallAtBoot;
    // Backwards past the latest row makes times repeat, however little; otherwise what NTP slews is no step.
    const step = at < latest ? Math.min(at - latest, byMs) : Math.abs(byMs) > leastStepMs ? byMs : 0;
    if (step === 0) return [];
    wallAtBoot += byMs;
    return write([clockStepped(at, Math.round(step))]);
  };
  for (let after = 0; ; ) {
    const { records, lastSeq, unknown } = journal.read(after, pageSize);
    if (lastSeq === after) break;
    unknownRows += unknown;
    fold(records);
    after = lastSeq;
  }

  return {
    world: () => world,
    unknownRows: () => unknownRows,
    recent: () => recent,
    commit(decide) {
      const steps = noteStep();
      const events = decide(world, clock.now());
      return events.length === 0 ? steps : [...steps, ...write(events)];
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The rest, such as single outcomes, is in the world; here it would only crowd the story out. */
const isLine = (record: Recorded) => timeline([record], noNames).length > 0;
const noNames = { people: [], services: [], runbooks: [] };

/** A wall clock that was set is itself a fact: readers of the timeline must know why times jump or repeat. */
function clockStepped(at: number, byMs: number): NewEvent {
  return { type: 'clock.stepped', data: { byMs }, stream: stream.console, occurredAt: at, actor: 'console' };
}
