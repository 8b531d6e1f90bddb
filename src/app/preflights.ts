import { setMaxListeners } from 'node:events';
import { presentOperator } from '../domain/incident/lookup';
import type { Plan } from '../domain/plan/plan';
import { usualLimits } from '../domain/run/preflight/cause';
import { type AskPreflight, preflightDone, requirePreflight } from '../domain/run/preflight/commands';
import { refuse } from '../errors';
import type { Transport } from '../execution/transport';
import type { PreflightProgress } from '../ipc/fleet-status';
import { atMostEvery } from './at-most-every';
import type { Clock } from './clock';
import type { Ledger } from './ledger';
import type { LiveState } from './live-state';
import { sweepPreflight } from './preflight-sweep';

/** The preflights that this console goes through at the moment; one per service. */
export type Preflights = {
  /** Begins one; its end is an event. @throws AppError `refused`, `not-found`, `conflict` when one goes on there */
  start(ask: AskPreflight): void;
  /** Breaks one off: nothing of it is kept. Repeating does nothing. */
  cancel(service: string): void;
  /** Breaks off all there are. */
  cancelAll(): void;
};

type Parts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly live: LiveState;
  readonly plan: () => Plan | null;
  readonly transport: () => Transport | null;
  readonly onFault: (error: unknown) => void;
};

const progressEveryMs = 250;

export function createPreflights({ ledger, clock, live, plan, transport, onFault }: Parts): Preflights {
  const going = new Map<string, { readonly stopping: AbortController; progress: PreflightProgress }>();
  const told = atMostEvery(clock, progressEveryMs, () => tell());
  const tell = (): void => {
    live.set({ preflights: Object.fromEntries([...going].map(([id, { progress }]) => [id, progress])) });
  };
  const leave = (service: string): void => {
    going.get(service)?.stopping.abort();
    if (going.delete(service)) tell();
  };

  return {
    start(ask) {
      const inForce = plan() ?? refuse('No plan is in force. Open a plan folder first.');
      const over = transport() ?? refuse('No plan is in force. Open a plan folder first.');
      const world = ledger.world();
      const operator = presentOperator(inForce, world)?.id ?? null;
      const now = { world, plan: inForce, at: clock.now(), operator };
      const { person, ...scope } = requirePreflight(now, ask);
      const { id, name } = scope.service;
      if (going.has(id)) refuse(`A preflight of ${name} goes on already.`);
      const stopping = new AbortController();
      // Every endpoint being asked listens; that is what it is for, not a leak.
      setMaxListeners(0, stopping.signal);
      const mine = { stopping, progress: { startedAt: now.at, done: 0, total: scope.endpoints.length } };
      going.set(id, mine);
      tell();
      const onProgress = (done: number): void => {
        mine.progress = { ...mine.progress, done };
        if (going.get(id) === mine) told.ask();
      };
      sweepPreflight(scope, { transport: over, clock, signal: stopping.signal, onProgress })
        .then((result) => {
          if (!result) return;
          const done = { ...result, clockMs: usualLimits.clockMs };
          ledger.commit((_world, at) => [preflightDone(at, person, scope, done)]);
        })
        .catch(onFault)
        .finally(() => {
          if (going.get(id) === mine) leave(id);
        });
    },
    cancel: leave,
    cancelAll() {
      for (const service of [...going.keys()]) leave(service);
    },
  };
}
