import type { Plan } from '../domain/plan/plan';
import type { Transport } from '../execution/transport';
import type { Clock } from './clock';
import { type ConnectivityWatch, watchConnectivity } from './connectivity-watch';
import { createDelivery } from './deliver';
import { watchEscalation } from './escalation';
import type { Ledger } from './ledger';
import type { LiveState } from './live-state';
import { type PlanPassword, passwordOf } from './password-transport';
import { type ProbeWatch, watchProbes } from './probe-watch';
import { createReceivers } from './receivers';
import type { Runs } from './runs';
import { startedAnew, withdrawCountdowns } from './withdraw-countdowns';

/** Everything that looks, listens and acts by itself while a plan is in force. */
export type Watches = {
  adopt(plan: Plan, files: PlanFiles): void;
  /** Looks at a service at once, besides its schedule. */
  lookNow(service: string): void;
  /** See `ProbeWatch`. */
  lookedSince(service: string): number | null;
  transport(): Transport | null;
  close(): Promise<void>;
};

/** Absolute paths of what the plan only points at. */
export type PlanFiles = {
  readonly identityFile: string | null;
  /** By the plan's own words for them. */
  readonly secretFiles: Readonly<Record<string, string>>;
  /** What steps copy, by SHA-256 (hex), as it was when the plan was read. */
  readonly contents?: ReadonlyMap<string, Uint8Array>;
};

type Parts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly live: LiveState;
  readonly runs: Runs;
  readonly actsByItself: boolean;
  readonly createTransport: (identityFile: string | null, password?: PlanPassword) => Transport;
  readonly conduct: (run: string) => void;
  readonly onFault: (error: unknown) => void;
};

export function createWatches(parts: Parts): Watches {
  const { ledger, clock, live, runs, onFault } = parts;
  let transport: Transport | null = null;
  let probes: ProbeWatch | null = null;
  const acting = parts.actsByItself ? actByItself(parts) : null;
  // Also where nothing acts by itself: a countdown that nobody counts must not stand as if it went on.
  if (!acting) ledger.commit((world, at) => withdrawCountdowns(world, at, startedAnew));
  return {
    adopt(plan, files) {
      probes?.stop();
      // Runs under way keep the transport they started with until they end.
      const before = transport;
      void runs.settled().then(() => before?.close());
      transport = parts.createTransport(files.identityFile, passwordOf(plan, files.secretFiles));
      probes = watchProbes({ ledger, transport, clock, onSweep: live.sweptAt, onFault }, plan);
      acting?.adopt(plan, files);
    },
    lookNow: (service) => probes?.lookNow(service),
    lookedSince: (service) => probes?.lookedSince(service) ?? null,
    transport: () => transport,
    async close() {
      const quiet = acting?.close();
      probes?.stop();
      runs.stopAll();
      await Promise.all([runs.settled(), quiet]);
      await transport?.close();
    },
  };
}

/** What a console does without being told: receive alerts, hold thresholds, count down, call, deliver. */
function actByItself({ ledger, clock, live, conduct, onFault }: Parts) {
  let connectivity: ConnectivityWatch | null = null;
  let inForce: { readonly plan: Plan; readonly files: PlanFiles } | null = null;
  const receivers = createReceivers({
    ...{ ledger, clock, onFault },
    onStatus: (listener) => live.set({ listener }),
  });
  const delivery = createDelivery({
    ...{ ledger, clock, onFault },
    plan: () => inForce?.plan ?? null,
    secretFiles: () => inForce?.files.secretFiles ?? {},
  });
  const escalation = watchEscalation({
    ...{ ledger, clock, conduct, onFault },
    sweptAt: () => live.read().sweptAt,
    onLook: delivery.tick,
  });
  return {
    adopt(plan: Plan, files: PlanFiles): void {
      inForce = { plan, files };
      connectivity?.stop();
      connectivity = watchConnectivity({ ledger, clock, onCheck: live.checkedAt, onFault }, plan);
      receivers.adopt(plan, files.secretFiles);
      escalation.adopt(plan);
    },
    async close(): Promise<void> {
      escalation.stop();
      connectivity?.stop();
      await Promise.all([receivers.close(), delivery.close()]);
    },
  };
}
