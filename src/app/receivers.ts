import { stream } from '../domain/events';
import type { Plan } from '../domain/plan/plan';
import type { AlertDelivery } from '../domain/signal/alert';
import { type Received, receiveAlerts } from '../domain/signal/receive-alerts';
import { AppError } from '../errors';
import { type ListenerStatus, listenerOff } from '../ipc/listener-status';
import { openReceiver, type Receiver } from '../signals/receiver/open-receiver';
import { atMostEvery } from './at-most-every';
import type { Clock } from './clock';
import type { Ledger } from './ledger';
import { type ListenerPlace, placeOfListener } from './listener-place';

/** Receives alerts while a plan that asks for it is in force. */
export type Receivers = {
  /** Maps alerts by this plan from now on; opens, moves or closes the listener when the plan or its token says so. */
  adopt(plan: Plan, secretFiles: Readonly<Record<string, string>>): void;
  /** Stops listening; resolves when the port is free. */
  close(): Promise<void>;
};

type Parts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** At most four times a second. */
  readonly onStatus: (status: ListenerStatus) => void;
  readonly onFault: (error: unknown) => void;
};

const statusEveryMs = 250;
const refusedEveryMs = 60_000;
const againMs = 10_000;

/**
 * Keeps what listens in step with the plan. Every ten seconds it is looked whether that still is what the plan means:
 * a token may be exchanged, an interface get another address, a port become free.
 */
export function createReceivers({ ledger, clock, onStatus, onFault }: Parts): Receivers {
  let plan: Plan | null = null;
  let secretFiles: Readonly<Record<string, string>> = {};
  let open: { readonly receiver: Receiver; readonly place: ListenerPlace } | null = null;
  let failure: string | null = null;
  let refused: Record<string, number> = {};
  let cancelAgain: (() => void) | null = null;
  let turn = Promise.resolve();

  const status = (): ListenerStatus => {
    if (open) return { state: 'open', detail: open.receiver.address, ...countsOf(open.receiver) };
    return failure === null ? listenerOff : { ...listenerOff, state: 'failed', detail: failure };
  };
  const told = atMostEvery(clock, statusEveryMs, () => onStatus(status()));
  const written = atMostEvery(clock, refusedEveryMs, () => {
    const reasons = refused;
    refused = {};
    try {
      ledger.commit((_world, at) => [
        {
          type: 'receiver.refused',
          data: { reasons },
          stream: stream.console,
          occurredAt: at,
          actor: 'console',
        },
      ]);
    } catch (error) {
      for (const [reason, count] of Object.entries(reasons)) refused[reason] = (refused[reason] ?? 0) + count;
      onFault(error);
    }
  });

  const onDelivery = (delivery: AlertDelivery): Received => {
    const current = plan;
    if (!current) throw new AppError('unavailable', 'No plan is in force.');
    let received: Received = { events: [], stale: 0, dropped: 0 };
    ledger.commit((world, at) => {
      received = receiveAlerts({ world, plan: current, at }, delivery);
      return received.events;
    });
    told.ask();
    return received;
  };
  const onRefusal = (reason: string, count: number): void => {
    refused[reason] = (refused[reason] ?? 0) + count;
    told.ask();
    written.ask();
  };

  /** Brings what listens in step with what the plan asks for now. */
  const settle = async (): Promise<void> => {
    cancelAgain?.();
    cancelAgain = null;
    failure = null;
    try {
      const place = plan?.listener ? placeOfListener(plan.listener, secretFiles) : null;
      if (place && open && isSame(place, open.place)) return;
      await shut();
      const { now } = clock;
      if (place)
        open = { receiver: await openReceiver({ ...place, now, onDelivery, onRefusal, onFault }), place };
    } catch (error) {
      await shut();
      failure = wordsOf(error, plan);
    } finally {
      if (plan?.listener) cancelAgain = clock.after(againMs, next);
    }
    told.ask();
  };
  const shut = async (): Promise<void> => {
    const before = open;
    open = null;
    await before?.receiver.close();
  };
  // One after the other: a port is free before it is taken again.
  const next = (): void => {
    turn = turn.then(settle).catch(onFault);
  };

  return {
    adopt(adopted, files) {
      plan = adopted;
      secretFiles = files;
      next();
    },
    async close() {
      plan = null;
      next();
      await turn;
      told.flush();
      written.flush();
    },
  };
}

const isSame = (a: ListenerPlace, b: ListenerPlace): boolean =>
  a.host === b.host && a.port === b.port && a.token === b.token;

function countsOf(receiver: Receiver): Pick<ListenerStatus, 'accepted' | 'refused' | 'heardAt'> {
  const { accepted, refused, heardAt } = receiver.counts();
  return { accepted, refused: { ...refused } as Record<string, number>, heardAt };
}

function wordsOf(error: unknown, plan: Plan | null): string {
  if (error instanceof AppError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  const port = plan?.listener?.port ?? 0;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. End that program, or give the listener another port.`;
  if (code === 'EACCES') return `Port ${port} may not be listened on. Give the listener a port from 1024 up.`;
  return `It cannot listen on port ${port}: ${message}`;
}
