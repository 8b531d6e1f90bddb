import { openIncidentOf, presentOperator } from '../domain/incident/lookup';
import type { Plan } from '../domain/plan/plan';
import {
  armIsOver,
  armsByItself,
  armTargets,
  fleetArmed,
  fleetDisarmed,
  requireArm,
} from '../domain/run/arming';
import type { Service } from '../domain/service/service';
import { refuse } from '../errors';
import type { Transport } from '../execution/transport';
import type { Clock } from './clock';
import { type Held, holdConnections } from './hold-connections';
import type { Ledger } from './ledger';
import type { LiveState } from './live-state';

/** Keeps the connections of services open, so that a click costs only the command. */
export type ArmingWatch = {
  /** @throws AppError `refused`, `not-found` */
  arm(service: string): void;
  /** Lets go. Repeating does nothing. */
  disarm(service: string): void;
  /** Holds on by this plan and over its transport from now on. */
  adopt(): void;
  stop(): void;
};

type Parts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly live: LiveState;
  readonly plan: () => Plan | null;
  readonly transport: () => Transport | null;
  /** Whether a declaration may open connections by itself. */
  readonly actsByItself: boolean;
  readonly onFault: (error: unknown) => void;
};

type Because = Parameters<typeof fleetDisarmed>[2]['because'];

/** The longest that connections are kept without anybody saying so again, in milliseconds. */
const longestMs = 30 * 60_000;
/** A burst of commits is looked at once; also keeps a decision out of the commit that it follows from. */
const settleMs = 20;

/** Events after which connections may be wanted, or wanted no more. */
const looksAfter = /^(incident|severity)\.|^run\.started$/;

export function watchArming(parts: Parts): ArmingWatch {
  const { ledger, clock, live, onFault } = parts;
  const holding = new Map<
    string,
    { readonly held: Held; readonly incident: string | null; cancel(): void }
  >();
  /** Incidents whose connections were opened by themselves once: not again after somebody let go. */
  const opened = new Set<string>();
  /** Services whose connections a run has taken over since the last look. */
  const taken = new Set<string>();
  let cancelSoon: (() => void) | null = null;

  const tell = (): void => {
    live.set({ arms: Object.fromEntries([...holding].map(([id, { held }]) => [id, held.status()])) });
  };

  function begin(service: Service, person: string | null): void {
    const { world } = ledger;
    holding.get(service.id)?.held.letGo();
    holding.get(service.id)?.cancel();
    const until = clock.now() + longestMs;
    const held = holdConnections({
      ...{ clock, onFault, onChange: tell, transport: parts.transport },
      ...{ since: clock.now(), until, automatic: person === null },
      targets: () => targetsOf(service.id),
    });
    const cancel = clock.after(longestMs, () => end(service.id, 'time', null));
    const incident = openIncidentOf(world(), service.id)?.id ?? null;
    holding.set(service.id, { held, incident, cancel });
    const endpoints = held.status().total;
    ledger.commit((now, at) => [fleetArmed({ world: now, at }, { service: service.id, person, endpoints })]);
    tell();
  }

  function end(service: string, because: Because, person: string | null): void {
    const kept = holding.get(service);
    if (!kept) return;
    const { connected, total } = kept.held.status();
    holding.delete(service);
    kept.cancel();
    // A run takes the connections over as they are.
    if (because === 'run') kept.held.leave();
    else kept.held.letGo();
    tell();
    const { incident } = kept;
    ledger.commit((_world, at) => [
      fleetDisarmed(at, person, { service, incident, because, connected, total }),
    ]);
  }

  function targetsOf(id: string) {
    const plan = parts.plan();
    const service = plan?.services.find((each) => each.id === id);
    if (!plan || !service) return [];
    return armTargets({ plan, world: ledger.world(), at: clock.now() }, service);
  }

  /** Ends what is over, and begins what begins by itself. */
  function look(): void {
    cancelSoon = null;
    const plan = parts.plan();
    if (!plan) return;
    const now = () => ({ plan, world: ledger.world(), at: clock.now() });
    for (const [service, { incident }] of holding) {
      const because = taken.has(service) ? 'run' : armIsOver(now(), service, incident);
      if (because) end(service, because, null);
    }
    taken.clear();
    if (!parts.actsByItself || !parts.transport()?.warm) return;
    for (const incident of Object.values(ledger.world().incidents)) {
      const service = plan.services.find((each) => each.id === incident.service);
      if (!service || opened.has(incident.id) || !armsByItself(now(), incident)) continue;
      opened.add(incident.id);
      if (!holding.has(service.id)) begin(service, null);
    }
  }
  const lookSafely = (): void => {
    try {
      look();
    } catch (error) {
      onFault(error);
    }
  };

  const unsubscribe = ledger.onCommit((records) => {
    for (const record of records)
      if (record.type === 'run.started') {
        // At once: no connection of ours may stand before a command of the run in a queue.
        holding.get(record.data.service)?.held.leave();
        taken.add(record.data.service);
      }
    if (records.some(({ type }) => looksAfter.test(type))) cancelSoon ??= clock.after(settleMs, lookSafely);
  });

  return {
    arm(id) {
      const plan = parts.plan() ?? refuse('No plan is in force. Open a plan folder first.');
      const world = ledger.world();
      const operator = presentOperator(plan, world)?.id ?? null;
      const { person, service } = requireArm({ plan, world, at: clock.now(), operator }, { service: id });
      if (!parts.transport()?.warm)
        refuse('Connections cannot be kept open here: the plan’s key cannot be used.');
      begin(service, person);
    },
    disarm(service) {
      end(service, 'person', ledger.world().operator);
    },
    adopt() {
      lookSafely();
      for (const { held } of holding.values()) held.lookNow();
    },
    stop() {
      unsubscribe();
      cancelSoon?.();
      for (const { held, cancel } of holding.values()) {
        cancel();
        held.leave();
      }
      holding.clear();
    },
  };
}
