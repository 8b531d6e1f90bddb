import { setMaxListeners } from 'node:events';
import type { Endpoint, Plan } from '../domain/plan/plan';
import { canaryFault, exceededBudget, type Tally } from '../domain/run/budget';
import { floorWords, whoMayGo } from '../domain/run/health-floor';
import type { ManifestEntry } from '../domain/run/manifest';
import { type EndClass, endClass, type Outcome } from '../domain/run/outcome';
import type { Run } from '../domain/run/run-state';
import type { MinHealthy, Runbook } from '../domain/run/runbook';
import { selectEndpoints } from '../domain/run/selector';
import { lastSeen, unknownService } from '../domain/service/service-state';
import type { World } from '../domain/world';
import type { Standing } from './run-log';

/** What lets a run go on, wait or end, asked before anything is sent and after every single completion. */
export type RunFlow = {
  /** Aborted by `stop`. */
  readonly signal: AbortSignal;
  standing(): Standing;
  haltedBecause(): string | null;
  stop(): void;
  pause(): void;
  goOn(): void;
  /** Called back whenever the standing changes from outside. */
  onChange(listener: () => void): void;
  /** Who of those that wait goes now, at most `room`; whoever is chosen counts as in flight until `ended`. */
  choose(waiting: readonly ManifestEntry[], room: number): readonly ManifestEntry[];
  ended(entry: ManifestEntry, outcome: Outcome, inCanary: boolean): void;
  /** It was chosen and nothing was sent, or it stops between two steps. */
  left(entry: ManifestEntry): void;
  canaryEnded(): void;
};

type Parts = {
  readonly run: Run;
  readonly plan: Plan;
  readonly runbook: Runbook;
  readonly world: () => World;
};

export function createRunFlow({ run, plan, runbook, world }: Parts): RunFlow {
  const stopping = new AbortController();
  // Every endpoint in flight listens; that is what it is for, not a leak.
  setMaxListeners(0, stopping.signal);
  const listeners: (() => void)[] = [];
  const counts: Partial<Record<EndClass, number>> = {};
  const tally: Tally = { total: run.manifest.entries.length, ended: counts };
  const inFlight = new Set<string>();
  const endedAs = new Map<string, EndClass>();
  const floor = runbook.minHealthy;
  const groupOf = floor ? groupsOf(plan, run, floor) : new Map<string, string>();
  let halted: string | null = null;
  let isPaused = run.pausedAt !== null;

  const isOver = (): boolean => stopping.signal.aborted || halted !== null;
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const aboveFloor = (by: MinHealthy, waiting: readonly ManifestEntry[], room: number) => {
    const seen = lastSeen(world().services[run.service] ?? unknownService);
    const isAway = (endpoint: string): boolean => {
      const ended = endedAs.get(endpoint);
      if (inFlight.has(endpoint)) return true;
      // What this run has seen is newer than the latest sweep. Nobody's word counts as healthy: it may be in use.
      return ended === undefined ? (seen[endpoint] ?? 'ok') !== 'ok' : ended !== 'ok';
    };
    const question = { floor: by, groupOf, isAway, waiting: waiting.map((entry) => entry.endpoint) };
    const may = new Set(whoMayGo({ ...question, room }));
    if (may.size === 0 && inFlight.size === 0 && waiting.length > 0) halted ??= floorWords(question);
    return waiting.filter((entry) => may.has(entry.endpoint));
  };

  return {
    signal: stopping.signal,
    standing: () => (isOver() ? 'over' : isPaused ? 'wait' : 'go'),
    haltedBecause: () => halted,
    stop() {
      stopping.abort();
      changed();
    },
    pause() {
      isPaused = true;
    },
    goOn() {
      isPaused = false;
      changed();
    },
    onChange: (listener) => void listeners.push(listener),
    choose(waiting, room) {
      if (isPaused) return [];
      const chosen = floor ? aboveFloor(floor, waiting, room) : waiting.slice(0, room);
      for (const { endpoint } of chosen) inFlight.add(endpoint);
      return chosen;
    },
    ended({ endpoint }, outcome, inCanary) {
      const ended = endClass(outcome);
      inFlight.delete(endpoint);
      endedAs.set(endpoint, ended);
      counts[ended] = (counts[ended] ?? 0) + 1;
      // Somebody has stopped it already: what ends after that halts nothing any more.
      if (!stopping.signal.aborted) halted ??= exceededBudget(tally, runbook.budgets, inCanary);
    },
    left: ({ endpoint }) => void inFlight.delete(endpoint),
    canaryEnded() {
      if (!stopping.signal.aborted) halted ??= canaryFault(tally);
    },
  };
}

/** The group of every endpoint that the service has now, whether or not this run touches it. */
function groupsOf(plan: Plan, run: Run, { per }: MinHealthy): Map<string, string> {
  const service = plan.services.find((each) => each.id === run.service);
  const endpoints: readonly Endpoint[] = service
    ? selectEndpoints(service.endpoints, plan.endpoints)
    : plan.endpoints;
  return new Map(endpoints.map((each) => [each.name, per === null ? '' : (labelOf(each.labels, per) ?? '')]));
}

const labelOf = (labels: Endpoint['labels'], key: string) =>
  Object.hasOwn(labels, key) ? labels[key] : undefined;
