import { setMaxListeners } from 'node:events';
import type { ConnectivityCheck, Plan } from '../domain/plan/plan';
import { judgeCheck, nothingSeen } from '../domain/signal/connectivity';
import { look } from '../signals/look';
import { every, type Schedule } from '../signals/schedule';
import type { Clock } from './clock';
import type { Ledger } from './ledger';

export type ConnectivityWatch = {
  /** Looks at everything at once, besides the schedule. */
  lookNow(): void;
  stop(): void;
};

type Parts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Told after every look, also one that said nothing new. */
  readonly onCheck: (check: string, at: number) => void;
  readonly onFault: (error: unknown) => void;
};

/** How soon a bad look is checked by a second one, unless the next is due sooner. */
const confirmAfterMs = 2000;

/** Looks at what matters outside the fleet, and writes down when it is lost and when it is back. */
export function watchConnectivity(parts: Parts, plan: Pick<Plan, 'connectivity'>): ConnectivityWatch {
  const stopped = new AbortController();
  setMaxListeners(0, stopped.signal);
  const watches = plan.connectivity.map((check, index) => watchOne(parts, check, index, stopped.signal));
  return {
    lookNow() {
      for (const watch of watches) watch.now();
    },
    stop() {
      stopped.abort();
      for (const watch of watches) watch.stop();
    },
  };
}

function watchOne(
  { ledger, clock, onCheck, onFault }: Parts,
  check: ConnectivityCheck,
  index: number,
  signal: AbortSignal,
): Schedule {
  let memory = nothingSeen;
  let cancelConfirmation: (() => void) | null = null;
  const lookOnce = async (): Promise<void> => {
    const { result, because } = await look(check.look, null, check.timeoutMs, signal);
    if (signal.aborted) return;
    const seen = { ok: result === 'ok', because };
    ledger.commit((_world, at) => judgeCheck(check, memory, seen, at).events);
    // Only now: what could not be written down has to be told again.
    memory = judgeCheck(check, memory, seen, clock.now()).memory;
    onCheck(check.id, clock.now());
    cancelConfirmation?.();
    cancelConfirmation =
      memory.doubted && check.everyMs > confirmAfterMs ? clock.after(confirmAfterMs, schedule.now) : null;
  };
  const offset = (index * 200) % check.everyMs;
  const schedule = every(clock, check.everyMs, offset, () => lookOnce().catch(onFault));
  return {
    now: schedule.now,
    stop() {
      cancelConfirmation?.();
      schedule.stop();
    },
  };
}
