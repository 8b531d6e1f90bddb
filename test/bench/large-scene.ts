import { createHash } from 'node:crypto';
import { withEvents } from '../../src/domain/draft-world';
import { type Escalation, escalate } from '../../src/domain/escalation/escalate';
import type { Condition, Rule } from '../../src/domain/escalation/rule';
import { thresholdKey } from '../../src/domain/escalation/threshold-state';
import { openIncidentOf } from '../../src/domain/incident/lookup';
import type { Plan } from '../../src/domain/plan/plan';
import { judgeSweep } from '../../src/domain/service/judge-sweep';
import type { Service } from '../../src/domain/service/service';
import { type SweepResult, unknownService } from '../../src/domain/service/service-state';
import { receiveAlerts } from '../../src/domain/signal/receive-alerts';
import { emptyWorld, type World } from '../../src/domain/world';
import { agentProbe, endpoint, hospital, noon, signIn } from '../helpers/hospital';

export type LargeScene = {
  /** One second later: other shares, other alerts, and how long holding every threshold against them took (ms). */
  tick(): number;
  /** Events that the thresholds have made so far, by type. */
  readonly made: Readonly<Record<string, number>>;
};

type Size = { readonly services: number; readonly endpoints: number };

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const tickMs = 1000;
/** From nobody failing to all failing and back. */
const periodTicks = 120;

const call = { do: 'notify', steps: [{ who: 'jon', afterMs: 0 }], repeat: 1 } as const;

/** Twenty rules of every kind, from a plan of a large organisation that has thought of everything. */
export const mixedRules: readonly Rule[] = [
  rule('down', failing(0.5), [
    { do: 'declare', severity: 'SEV-2' },
    { do: 'run', runbook: 'restart-agent' },
  ]),
  ...[0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8].map((share) =>
    rule(`failing-${share}`, failing(share), [call], { forMs: Math.round(share * 20) * 1000 }),
  ),
  rule('worst', failing(0.9), [{ do: 'raise', severity: 'SEV-1' }], { unless: 'verified' }),
  rule('alert', { on: 'alert', severity: 'SEV-2' }, [call]),
  rule('named-alert', { on: 'alert', severity: 'SEV-3', name: 'Alert-7' }, [call], { clearForMs: 3000 }),
  rule('silent', { on: 'silent', probe: 'agent', afterMs: 30_000 }, [call]),
  rule('long', { on: 'elapsed', afterMs: 20_000 }, [call]),
  rule('half-rto', { on: 'rto-used', share: 0.02 }, [{ do: 'raise', severity: 'SEV-1' }]),
  rule('whole-rto', { on: 'rto-used', share: 1 }, [call]),
  rule('money', { on: 'impact', amount: 5000 }, [call], { unless: 'restored' }),
  rule('alone', { on: 'unacknowledged', afterMs: 30_000 }, [call], { unless: 'commanded' }),
  rule('undecided', { on: 'decision-pending', afterMs: 10_000 }, [{ do: 'pass-on' }]),
  rule('undecided-long', { on: 'decision-pending', afterMs: 40_000 }, [call]),
  rule('over', { on: 'verified', forMs: 3000 }, [{ do: 'stand-down' }]),
];

/** A plan and a world of this size, and time that passes in them: shares rise and fall, alerts come and go. */
export function largeScene({ services: count, endpoints }: Size, own: Partial<Service>): LargeScene {
  const services = Array.from(
    { length: count },
    (_, index): Service => ({
      ...signIn,
      escalation: mixedRules,
      ...own,
      id: `service-${index}`,
      endpoints: `service=service-${index}`,
      alerts: `service=service-${index}`,
    }),
  );
  const fleet = services.flatMap(({ id }) =>
    Array.from({ length: endpoints }, (_, index) => endpoint(`${id}-ws-${index}`, { service: id })),
  );
  const plan: Plan = { ...hospital, services, endpoints: fleet };
  const names = services.map(({ id }) => fleet.filter(({ labels }) => labels.service === id));
  const made: Record<string, number> = {};
  let world: World = emptyWorld;
  let goneSince: Escalation['goneSince'] = {};
  let ticks = 0;

  /** What probes and alerts say in this second; `share` of the endpoints fail, always the same ones first. */
  const signal = (service: Service, index: number, at: number): void => {
    const share = 0.5 - Math.cos((2 * Math.PI * (ticks + index * 7)) / periodTicks) / 2;
    const own = names[index] ?? [];
    const results = new Map(
      own.map(({ name }, place): [string, SweepResult] => [
        name,
        scattered(place, own.length) < share ? 'failing' : 'ok',
      ]),
    );
    const state = world.services[service.id] ?? unknownService;
    const incident = openIncidentOf(world, service.id)?.id ?? null;
    const sweep = { service: service.id, probe: agentProbe.id, results, tookMs: 100 };
    world = withEvents(world, judgeSweep(service, state, sweep, at, incident));
    world = withEvents(world, receiveAlerts({ world, plan, at }, alerts(service.id, ticks, at)).events);
  };

  return {
    made,
    tick() {
      ticks += 1;
      const at = noon + ticks * tickMs;
      for (const [index, service] of services.entries()) signal(service, index, at);
      const sweptAt = Object.fromEntries(services.map(({ id }) => [thresholdKey(id, agentProbe.id), at]));
      const began = performance.now();
      const step = escalate({ world, plan, at, sha256, sweptAt, watchingSince: noon, goneSince });
      const tookMs = performance.now() - began;
      goneSince = step.goneSince;
      world = withEvents(world, step.events);
      for (const { type } of step.events) made[type] = (made[type] ?? 0) + 1;
      return tookMs;
    },
  };
}

function failing(share: number): Condition {
  return { on: 'failing', probe: agentProbe.id, share, clearBelow: share * 0.8 };
}

function rule(id: string, when: Condition, acts: Rule['acts'], more: Partial<Rule> = {}): Rule {
  return { id, when, forMs: 0, clearForMs: 1000, acts, ...more };
}

/** A number from 0 to 1 for each place, spread over the fleet, the same in every run. */
const scattered = (place: number, count: number) => ((place * 7919) % count) / count;

/** Ten alerts, each firing for ten seconds out of twenty. */
function alerts(service: string, tick: number, at: number) {
  const told = Array.from({ length: 10 }, (_, index) => ({
    fingerprint: `${service}-${index}`,
    name: `Alert-${index}`,
    severity: index % 2 === 0 ? ('SEV-2' as const) : ('SEV-4' as const),
    summary: `Alert ${index} of ${service}`,
    labels: { service },
    startsAt: at,
    endsAt: Math.floor((tick + index) / 10) % 2 === 0 ? null : at,
  }));
  return { source: 'alertmanager' as const, alerts: told, truncated: 0 };
}
