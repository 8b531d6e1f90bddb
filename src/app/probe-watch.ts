import { setMaxListeners } from 'node:events';
import { openIncidentOf } from '../domain/incident/lookup';
import type { Endpoint, Mode, Plan } from '../domain/plan/plan';
import type { Outcome } from '../domain/run/outcome';
import { selectEndpoints } from '../domain/run/selector';
import { judgeSweep } from '../domain/service/judge-sweep';
import type { Probe, Service } from '../domain/service/service';
import { type SweepResult, unknownService } from '../domain/service/service-state';
import { placeOf } from '../domain/signal/place';
import { runAll } from '../execution/engine';
import type { Transport } from '../execution/transport';
import { look } from '../signals/look';
import { every, type Schedule } from '../signals/schedule';
import type { Clock } from './clock';
import type { Ledger } from './ledger';

export type ProbeWatch = {
  /** Looks at a service at once, besides its schedule. */
  lookNow(service: string): void;
  /** Since when every probe of a service has looked anew: the earliest beginning of their last whole looks; null = not all have. */
  lookedSince(service: string): number | null;
  stop(): void;
};

type Parts = {
  readonly ledger: Ledger;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Told after every sweep, also those that said nothing new; with what was seen where one place is asked. */
  readonly onSweep: (key: string, at: number, because?: string) => void;
  readonly onFault: (error: unknown) => void;
};

/** What a probe saw at one place; `because` where there are words for it. */
type Found = { readonly result: SweepResult; readonly because?: string };

/** One place a probe looks at, under the name of its result. */
type Place = { readonly name: string; look(): Promise<Found> };

/** Places looked at at the same time per sweep. Above this a console gains nothing: wall time is flat from 32 on. */
const sweepInFlight = 48;

/** Runs every probe of a plan on its schedule and lets the domain judge what it saw. */
export function watchProbes(parts: Parts, plan: Plan): ProbeWatch {
  const stopped = new AbortController();
  // Every endpoint being asked listens; that is what it is for, not a leak.
  setMaxListeners(0, stopped.signal);
  const schedules: { readonly service: string; readonly schedule: Schedule }[] = [];
  const beganAt = new Map<string, Map<string, number | null>>();
  for (const service of plan.services) {
    // Not before the first look: hundreds of services in one go would hold up the console that adopts their plan.
    const endpoints = kept(() => selectEndpoints(service.endpoints, plan.endpoints));
    const began = new Map<string, number | null>(service.probes.map(({ id }) => [id, null]));
    beganAt.set(service.id, began);
    for (const probe of service.probes) {
      const places = kept(() => placesOf(parts, stopped.signal, probe, endpoints()));
      const look = async () => {
        try {
          const at = parts.clock.now();
          await sweep(parts, stopped.signal, plan.mode, service, probe, places(), () =>
            began.set(probe.id, at),
          );
        } catch (error) {
          parts.onFault(error);
        }
      };
      const offset = (schedules.length * 200) % probe.everyMs;
      schedules.push({ service: service.id, schedule: every(parts.clock, probe.everyMs, offset, look) });
    }
  }
  return {
    lookNow(service) {
      for (const each of schedules) if (each.service === service) each.schedule.now();
    },
    lookedSince(service) {
      const all = [...(beganAt.get(service)?.values() ?? [])];
      const whole = all.filter((each) => each !== null);
      return all.length > 0 && whole.length === all.length ? Math.min(...whole) : null;
    },
    stop() {
      stopped.abort();
      for (const { schedule } of schedules) schedule.stop();
    },
  };
}

/** Made when it is first asked for, and the same from then on. */
function kept<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Where a probe looks: at the one place it names, or at every endpoint of the service. */
function placesOf(
  { transport }: Parts,
  signal: AbortSignal,
  { look: what, timeoutMs }: Probe,
  endpoints: readonly Endpoint[],
): Place[] {
  if (what.by === 'ssh') {
    const { command } = what;
    return endpoints.map((endpoint) => ({
      name: endpoint.name,
      look: async () => ({
        result: sweepResultOf(await transport.perform(endpoint, { command, timeoutMs }, signal)),
      }),
    }));
  }
  const place = placeOf(what);
  if (place !== null) return [{ name: place, look: () => look(what, null, timeoutMs, signal) }];
  return endpoints.map(({ name, address }) => ({
    name,
    look: () => look(what, address, timeoutMs, signal),
  }));
}

async function sweep(
  { ledger, clock, onSweep }: Parts,
  signal: AbortSignal,
  mode: Mode,
  service: Service,
  probe: Probe,
  places: readonly Place[],
  onWhole: () => void,
): Promise<void> {
  const began = clock.elapsed();
  const found = new Map<string, Found>();
  await runAll({
    items: places,
    maxInFlight: sweepInFlight,
    signal,
    // Looking changes nothing, so a probe needs no durable intent.
    intend: async () => {},
    perform: (place) => place.look(),
    settle: (batch) => {
      for (const { item, result } of batch) found.set(item.name, result);
    },
  });
  if (signal.aborted) return;
  const tookMs = Math.round(clock.elapsed() - began);
  const results = new Map([...found].map(([name, { result }]) => [name, result]));
  ledger.commit((world, at) => {
    const open = openIncidentOf(world, service.id);
    // What a drill looks at says nothing of a live incident, nor the reverse.
    const incident = open?.mode === mode ? open.id : null;
    const seen = { service: service.id, probe: probe.id, results, tookMs };
    return judgeSweep(service, world.services[service.id] ?? unknownService, seen, at, incident);
  });
  onWhole();
  const single = places.length === 1 ? found.get(places[0]?.name ?? '') : undefined;
  onSweep(`${service.id}/${probe.id}`, clock.now(), single?.because);
}

function sweepResultOf(outcome: Outcome): SweepResult {
  switch (outcome.state) {
    case 'ok':
      return 'ok';
    case 'failed':
      return 'failing';
    case 'unreachable':
      return 'unreachable';
    case 'denied':
      return deniedAs[outcome.cause];
    case 'timed-out':
    case 'unknown':
    case 'cancelled':
      return 'silent';
  }
}

const deniedAs = {
  AuthenticationFailure: 'login',
  HostKeyMismatch: 'host-key',
  HostKeyUnknown: 'no-host-key',
} as const satisfies Readonly<Record<string, SweepResult>>;
