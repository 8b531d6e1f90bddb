import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connectFailure } from './connect-failure';
import { createDoors } from './doors';
import { cancelled, type NotSent } from './ending';
import { createSlots } from './handshake-slots';
import { lastHopOf, throughHop } from './jump';
import type { LiveConnection, Wire } from './live-connection';
import type { Target } from './transport';
import { createWarmConnections, type Dial, type Lease } from './warm-connections';
import { writeTogether } from './write-together';

/** How one attempt to log in over an open wire ended. */
export type Attempt =
  | { readonly connection: LiveConnection }
  /** `mayPass`: cut off without a reason, so that another attempt soon is worth while. */
  | { readonly ending: NotSent; readonly mayPass: boolean };

type ReachOptions = {
  /** Logs in over the wire, which it owns from then on. Never rejects. */
  readonly login: (target: Target, wire: Wire, abandoned: AbortSignal) => Promise<Attempt>;
  readonly timeoutMs: number;
  readonly maxHandshakes: number;
  readonly maxHandshakesPerDoor: number;
  readonly keepIdleMs: number;
};

/** Ways to endpoints. */
export type Reach = {
  readonly dial: Dial;
  /** Cuts the connections to jump hosts, and with them all that runs through them. */
  close(): Promise<void>;
};

/** Attempts after the first. */
const mostRetries = 2;
/** The pause before the first retry is drawn from 0.5 to 1.5 times this, in milliseconds; before each later one it doubles. */
const pauseMs = 150;

/**
 * Opens connections, over jump hosts where the target has them: one kept connection per jump host carries all that
 * is behind it. Bounds what is in the middle of a handshake, in all and at each door. What was cut off without a
 * reason is tried again after a pause of random length, so that many that were cut off together do not come back together.
 */
export function createReach(options: ReachOptions): Reach {
  const { login, timeoutMs } = options;
  const slots = createSlots(options.maxHandshakes);
  const doors = createDoors(options.maxHandshakesPerDoor);

  const dial: Dial = async (target, abandoned) => {
    for (let tries = 0; ; tries += 1) {
      const attempt = await reach(target, abandoned);
      if ('connection' in attempt) return attempt.connection;
      if (!attempt.mayPass || tries === mostRetries) return attempt.ending;
      const wait = pauseMs * 2 ** tries * (0.5 + Math.random());
      const isWaited = await pause(wait, true, { signal: abandoned }).catch(() => false);
      if (!isWaited) return cancelled;
    }
  };
  const hops = createWarmConnections({ dial, keepIdleMs: options.keepIdleMs });

  const reach = async (target: Target, abandoned: AbortSignal): Promise<Attempt> => {
    const hop = lastHopOf(target);
    if (hop === undefined) return inTurn(target, doorOf(target), abandoned, () => direct(target));
    if (hop.hostKeys.length === 0) return failed(hop, noHostKey);
    const lease = await hops.lease(hop, abandoned);
    if ('state' in lease) return failed(hop, lease);
    const attempt = await inTurn(target, doorOf(hop), abandoned, () =>
      throughHop(lease.connection, target, timeoutMs, abandoned),
    );
    keepWhile(lease, attempt);
    return attempt;
  };
  const inTurn = async (
    target: Target,
    door: string,
    abandoned: AbortSignal,
    open: () => Promise<Wire | NotSent> | Wire | NotSent,
  ): Promise<Attempt> => {
    const leave = await doors.enter(door, abandoned);
    const release = leave && (await slots.take(abandoned));
    try {
      if (release === undefined) return { ending: cancelled, mayPass: false };
      const wire = await open();
      return 'state' in wire ? { ending: wire, mayPass: false } : await login(target, wire, abandoned);
    } finally {
      release?.();
      leave?.();
    }
  };
  return { dial, close: () => hops.close() };
}

const noHostKey: NotSent = { state: 'denied', cause: 'HostKeyUnknown', output: 'No host key is on file' };

const doorOf = ({ address, port }: Target) => `${address}:${port}`;

function direct({ address, port }: Target): Wire | NotSent {
  try {
    // Our own socket, because ssh2's client has no way to close one that the other side half closed.
    return writeTogether(connect({ host: address, port, noDelay: true }));
  } catch (error) {
    return connectFailure(error instanceof Error ? error : undefined);
  }
}

/** The jump host's connection stays as long as the one that runs through it. */
function keepWhile(lease: Lease, attempt: Attempt): void {
  if ('connection' in attempt) attempt.connection.onLost(() => lease.release());
  else lease.release();
}

/** What stopped us on the way, which was tried again already where that was worth while. */
function failed(hop: Target, ending: NotSent): Attempt {
  const words = 'output' in ending ? { output: `Jump host ${hop.name}: ${ending.output}` } : {};
  return { ending: { ...ending, ...words }, mayPass: false };
}
