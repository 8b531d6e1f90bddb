import { create } from 'zustand';
import type { Recorded } from '../src/domain/events';
import { evolveWorld } from '../src/domain/evolve-world';
import { latestLines } from '../src/domain/views/latest-lines';
import { timeline } from '../src/domain/views/timeline';
import { emptyWorld, type World } from '../src/domain/world';
import { listenerOff } from '../src/ipc/listener-status';
import type { DemoStatus, JournalStatus, Live, PlanStatus, Snapshot } from '../src/ipc/snapshot';

/** The console core as this window last heard of it. */
export type ConsoleState = {
  /** False until the first snapshot is here. */
  readonly opened: boolean;
  /** When the latest snapshot came (Unix ms): nobody is silent before they could have spoken. */
  readonly openedAt: number;
  readonly version: string;
  readonly journal: JournalStatus;
  readonly plan: PlanStatus;
  readonly world: World;
  /**
   * The world as of its last change that is more than progress inside a run. Parts of the screen
   * that do not draw runs select this, so that 40 batches a second redraw only the grid.
   */
  readonly situation: World;
  /** Records that make a timeline line, oldest first. */
  readonly recent: readonly Recorded[];
  readonly live: Live;
  readonly demo: DemoStatus;
};

const before: ConsoleState = {
  opened: false,
  openedAt: 0,
  version: '',
  journal: { state: 'open', rows: 0, unknown: 0 },
  plan: { plan: null, folder: null, problems: [] },
  world: emptyWorld,
  situation: emptyWorld,
  recent: [],
  live: { sweptAt: {}, previews: {}, listener: listenerOff, checkedAt: {}, questions: [] },
  demo: { state: 'off', detail: '' },
};

/** What the core says; changed only by `connection.ts`. */
export const useConsole = create<ConsoleState>(() => before);

/** The state right after opening. */
export function fromSnapshot(snapshot: Snapshot): ConsoleState {
  const { recent, world, ...rest } = snapshot;
  return {
    ...rest,
    opened: true,
    openedAt: Date.now(),
    world,
    situation: world,
    recent: recent.filter(makesLine),
  };
}

/** Most lines a window keeps; older ones stand in the export. */
const mostLines = 2000;

/**
 * Folds records in. Those already folded are skipped; the result is `null` when one is missing,
 * because guessing over a gap would show what never was.
 */
export function foldRecords(state: ConsoleState, records: readonly Recorded[]): ConsoleState | null {
  let { world } = state;
  // Of everything that came together the same parts change: each is copied once, not with every record.
  const own = new WeakSet<object>();
  const lines: Recorded[] = [];
  for (const record of records) {
    if (record.seq <= world.seq) continue;
    if (record.seq !== world.seq + 1) return null;
    world = evolveWorld(world, record, own);
    if (makesLine(record)) lines.push(record);
  }
  if (world === state.world) return state;
  return {
    ...state,
    world,
    situation: onlyProgress(state.situation, world) ? state.situation : world,
    recent: lines.length === 0 ? state.recent : latestLines([...state.recent, ...lines], mostLines),
    journal:
      state.journal.state === 'open'
        ? { ...state.journal, rows: Math.max(state.journal.rows, world.seq) }
        : state.journal,
  };
}

const noNames = { people: [], services: [], runbooks: [] };
const makesLine = (record: Recorded) => timeline([record], noNames).length > 0;

function onlyProgress(before: World, after: World): boolean {
  const { seq: _seq, runs: _runs, ...rest } = after;
  if (Object.entries(rest).some(([part, now]) => before[part as keyof World] !== now)) return false;
  return Object.values(after.runs).every((run) => {
    const was = before.runs[run.id];
    return (
      was?.result === run.result &&
      was.stopRequestedAt === run.stopRequestedAt &&
      was.pausedAt === run.pausedAt &&
      was.wave === run.wave
    );
  });
}
