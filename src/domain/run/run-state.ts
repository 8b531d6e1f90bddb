import type { DomainEvent } from '../events';
import { type ConsoleSteps, evolveConsole } from './console/console-progress';
import type { Manifest } from './manifest';
import type { EndpointState, Outcome } from './outcome';
import { withOutputHead } from './output-head';
import { endpointSteps, isOnEndpoints } from './stages';

/**
 * What the journal says of one endpoint in one run: its latest step and how far that got. Of what it said only the
 * head is kept, or thousands of endpoints would fill the memory; all of it stays in the journal.
 */
export type EndpointProgress = {
  readonly step: string | null;
  readonly state: EndpointState;
  readonly outcome: Outcome | null;
};

export type RunResult = 'completed' | 'stopped' | 'halted' | 'interrupted';

/** What the journal says about one run. Times are Unix milliseconds. */
export type Run = {
  readonly id: string;
  readonly incident: string;
  readonly service: string;
  readonly runbookName: string;
  readonly manifest: Manifest;
  readonly waves: readonly number[];
  /** Index into `waves`; -1 before the first. */
  readonly wave: number;
  /** After how many other stages of endpoints that wave comes; absent in the first. */
  readonly stage?: number | undefined;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** null while it runs. */
  readonly result: RunResult | null;
  readonly stopRequestedAt: number | null;
  /** Since when nothing new is sent; null = not paused. */
  readonly pausedAt: number | null;
  readonly haltedBecause: string | null;
  readonly retryOf: string | null;
  /** The name of its receipts on the endpoints; null where no step leaves one. */
  readonly receipts: string | null;
  readonly endpoints: Readonly<Record<string, EndpointProgress>>;
  /** Steps done once, at the console, as far as they were begun. */
  readonly console: ConsoleSteps;
};

const notSent: EndpointProgress = { step: null, state: 'pending', outcome: null };

/** Folds one event into the run it names; `undefined` until it is started. For `own` see `evolveWorld`. */
export function evolveRun(
  state: Run | undefined,
  event: DomainEvent,
  at: number,
  own?: WeakSet<object>,
): Run | undefined {
  if (event.type === 'run.started') {
    const { run, retryOf, receipts, ...started } = event.data;
    const endpoints = Object.fromEntries(started.manifest.entries.map((entry) => [entry.endpoint, notSent]));
    return {
      ...started,
      id: run,
      wave: -1,
      startedAt: at,
      endedAt: null,
      result: null,
      stopRequestedAt: null,
      pausedAt: null,
      haltedBecause: null,
      retryOf: retryOf ?? null,
      receipts: receipts ?? null,
      endpoints,
      console: {},
    };
  }
  if (!state) return undefined;
  switch (event.type) {
    case 'run.wave-started':
      return event.data.stage === undefined
        ? { ...state, wave: event.data.wave }
        : { ...state, wave: event.data.wave, stage: event.data.stage };
    case 'run.sending': {
      const endpoints = ownEndpoints(state, own);
      for (const name of event.data.endpoints.filter(inManifest(state)))
        endpoints[name] = { step: event.data.step, state: 'sending', outcome: null };
      return { ...state, endpoints };
    }
    case 'run.settled':
    case 'run.reconciled': {
      const endpoints = ownEndpoints(state, own);
      const lastOf = lastSteps(state);
      for (const { endpoint, step, outcome } of event.data.outcomes)
        if (inManifest(state)(endpoint))
          endpoints[endpoint] = {
            step,
            state: outcome.state === 'ok' && step !== lastOf(endpoint) ? 'pending' : outcome.state,
            outcome: withOutputHead(outcome),
          };
      return { ...state, endpoints };
    }
    case 'run.stop-requested':
      return { ...state, stopRequestedAt: at };
    case 'run.paused':
      return { ...state, pausedAt: at };
    case 'run.continued':
      return { ...state, pausedAt: null };
    case 'run.step-opened':
    case 'run.step-progress':
    case 'run.step-closed':
      return { ...state, console: evolveConsole(state.console, event, at) };
    case 'run.halted':
      return { ...state, haltedBecause: event.data.because };
    case 'run.ended':
      return { ...state, result: event.data.result, endedAt: at, pausedAt: null };
    default:
      return state;
  }
}

/** Copying thousands of endpoints takes milliseconds: once per fold, not once per event. */
function ownEndpoints(state: Run, own: WeakSet<object> | undefined): Record<string, EndpointProgress> {
  if (own?.has(state.endpoints)) return state.endpoints as Record<string, EndpointProgress>;
  // By the names of the manifest: V8 needs several times as long to list the names of so large an object.
  // Without a prototype, so that an endpoint may have any name.
  const endpoints: Record<string, EndpointProgress> = Object.create(null);
  for (const { endpoint } of state.manifest.entries)
    endpoints[endpoint] = state.endpoints[endpoint] ?? notSent;
  own?.add(endpoints);
  return endpoints;
}

/** A run is about its manifest and nothing else, so that its counts always sum to it. */
const inManifest = (run: Run) => (endpoint: string) => Object.hasOwn(run.endpoints, endpoint);

/** An endpoint is `ok` only after its last step; after a good earlier one nothing is in flight: `pending`. */
function lastSteps({ manifest }: Run): (endpoint: string) => string | undefined {
  const last = endpointSteps(manifest.steps).at(-1)?.id;
  if (!manifest.undo) return () => last;
  const own = new Map(manifest.entries.map(({ endpoint, throughStep }) => [endpoint, throughStep]));
  return (endpoint) => own.get(endpoint) ?? last;
}

/** How many endpoints were certainly never sent anything: withdrawn from a later step, the earlier ones had left. */
export function neverSent(run: Run): number {
  const { steps, entries } = run.manifest;
  const placeOf = (id: string | undefined | null) => steps.findIndex((step) => step.id === id);
  const first = steps.findIndex(isOnEndpoints);
  return entries.filter(({ endpoint, fromStep }) => {
    const { state, step } = run.endpoints[endpoint] ?? notSent;
    // Withdrawn by a person before its own first step: at a step that people do.
    const isFirst = placeOf(step) <= Math.max(first, placeOf(fromStep));
    return (state === 'cancelled' && isFirst) || (state === 'pending' && step === null);
  }).length;
}

export type RunCounts = Readonly<Record<EndpointState, number>>;

/** How many endpoints are in each state; the sum is the size of the manifest. */
export function countStates(run: Run): RunCounts {
  const counts: Record<EndpointState, number> = {
    pending: 0,
    sending: 0,
    ok: 0,
    failed: 0,
    unreachable: 0,
    denied: 0,
    'timed-out': 0,
    cancelled: 0,
    unknown: 0,
  };
  for (const { state } of progressOf(run)) counts[state] += 1;
  return counts;
}

/** How far every endpoint of the manifest is, in its order; many times as fast as listing `endpoints`. */
function progressOf(run: Run): EndpointProgress[] {
  return run.manifest.entries.map(({ endpoint }) => run.endpoints[endpoint] ?? notSent);
}
