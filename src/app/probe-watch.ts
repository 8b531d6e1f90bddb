import { setMaxListeners } from 'node:events';
import { openIncidentOf } from '../domain/incident/lookup';
import type { Endpoint, Plan } from '../domain/plan/plan';
import type { Outcome } from '../domain/run/outcome';
import { selectEndpoints } from '../domain/run/selector';
import { judgeSweep } from '../domain/service/judge-sweep';
import type { Probe, Service } from '../domain/service/service';
import { type SweepResult, unknownService } from '../domain/service/service-state';
import { runAll } from '../execution/engine';
import type { Transport } from '../execution/transport';
import { every, type Schedule } from '../signals/schedule';
import type { Clock } from './clock';
import type { Ledger } from './ledger';

export type ProbeWatch = {
  /** Looks at a service at once, besides its schedule. */
  lookNow(service: string): void;
  stop(): void;
};

type Parts = {
  readonly ledger: Ledger;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Told after every sweep, also those that said nothing new. */
  readonly onSweep: (key: string, at: number) => void;
  readonly onFault: (error: unknown) => void;
};

/** Probes in flight per sweep. Above this a console gains nothing (BENCH.md: wall time is flat above 32). */
const sweepInFlight = 48;

/** Runs every probe of a plan on its schedule and lets the domain judge what it saw. */
export function watchProbes(parts: Parts, plan: Plan): ProbeWatch {
  const stopped = new AbortController();
  // Every endpoint being asked listens; that is what it is for, not a leak.
  setMaxListeners(0, stopped.signal);
  const schedules: { readonly service: string; readonly schedule: Schedule }[] = [];
  for (const service of plan.services) {
    const endpoints = selectEndpoints(service.endpoints, plan.endpoints);
    for (const probe of service.probes) {
      const look = () => sweep(parts, stopped.signal, service, probe, endpoints).catch(parts.onFault);
      const offset = (schedules.length * 200) % probe.everyMs;
      schedules.push({ service: service.id, schedule: every(parts.clock, probe.everyMs, offset, look) });
    }
  }
  return {
    lookNow(service) {
      for (const each of schedules) if (each.service === service) each.schedule.now();
    },
    stop() {
      stopped.abort();
      for (const { schedule } of schedules) schedule.stop();
    },
  };
}

async function sweep(
  { ledger, transport, clock, onSweep }: Parts,
  signal: AbortSignal,
  service: Service,
  probe: Probe,
  endpoints: readonly Endpoint[],
): Promise<void> {
  const began = clock.elapsed();
  const results = new Map<string, SweepResult>();
  await runAll({
    items: endpoints,
    maxInFlight: sweepInFlight,
    signal,
    // Looking changes nothing, so a probe needs no durable intent.
    intend: async () => {},
    perform: (endpoint) =>
      transport.perform(
        endpoint,
        { command: probe.look.by === 'ssh' ? probe.look.command : '', timeoutMs: probe.timeoutMs },
        signal,
      ),
    settle: (batch) => {
      for (const { item, result } of batch) results.set(item.name, sweepResultOf(result));
    },
  });
  if (signal.aborted) return;
  const tookMs = Math.round(clock.elapsed() - began);
  ledger.commit((world, at) => {
    const incident = openIncidentOf(world, service.id)?.id ?? null;
    const seen = { service: service.id, probe: probe.id, results, tookMs };
    return judgeSweep(service, world.services[service.id] ?? unknownService, seen, at, incident);
  });
  onSweep(`${service.id}/${probe.id}`, clock.now());
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
      return outcome.cause === 'AuthenticationFailure' ? 'login' : 'host-key';
    case 'timed-out':
    case 'unknown':
    case 'cancelled':
      return 'silent';
  }
}
