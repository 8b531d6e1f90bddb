import type { Incident, Moment } from '../../incident/incident';
import { type Names, nameOf } from '../../names';
import type { Service } from '../../service/service';
import type { GateKind } from '../latency';
import type { PhaseName } from '../phases';
import { conductOf } from './conduct';

export type Gate = { readonly gate: GateKind; readonly words: string };

/** What a phase waits for at a moment, and the moments at which that may change. */
export type PhaseGates = { readonly edges: readonly number[]; readonly at: (moment: number) => Gate };

/** A gate that was shut from one moment until another. */
export type Span = Gate & { readonly from: number; readonly to: number };

/** What each phase of an incident waited for. `service` is null where no plan is at hand. */
export function gatesOf(
  incident: Incident,
  names: Names,
  service: Service | null,
): Readonly<Record<PhaseName, PhaseGates>> {
  const holding = holdOf(incident);
  const waits = [...vetoesOf(incident), ...approvalsOf(incident, names)];
  const conduct = conductOf(incident, names, goodSweeps(service));
  const begun = phaseGates([...waits, ...holding], conduct);
  return {
    detect: phaseGates(holding, [{ at: Number.NEGATIVE_INFINITY, ...detection(incident, service) }]),
    decide: begun,
    authorise: begun,
    execute: phaseGates(waits, conduct),
    verify: phaseGates([], [{ at: Number.NEGATIVE_INFINITY, ...proof(service) }]),
  };
}

/** What went on from a moment until the next step. */
export type Step = Gate & { readonly at: number };

/** @param steps of which the last that has begun counts, the first at minus infinity; spans go before steps unless a run is under way */
function phaseGates(spans: readonly Span[], steps: readonly Step[]): PhaseGates {
  const edges = [...spans.flatMap(({ from, to }) => [from, to]), ...steps.map((step) => step.at)];
  const under = (moment: number): Gate =>
    steps.findLast((step) => step.at <= moment) ?? { gate: 'nobody', words: 'not declared yet' };
  return {
    edges,
    at(moment) {
      const below = under(moment);
      if (below.gate === 'tool') return below;
      return spans.find(({ from, to }) => from <= moment && moment < to) ?? below;
    },
  };
}

function holdOf({ rule }: Incident): Span[] {
  if (!rule) return [];
  return [{ gate: 'threshold', words: `hold time of rule ${rule.id}`, from: rule.metAt, to: rule.crossedAt }];
}

function vetoesOf({ activations }: Incident): Span[] {
  return Object.values(activations).map(({ rule, armedAt, endedAt }) => ({
    gate: 'veto',
    words: `veto time of rule ${rule}`,
    from: armedAt,
    to: endedAt ?? Number.POSITIVE_INFINITY,
  }));
}

function approvalsOf({ approvals, moments }: Incident, names: Names): Span[] {
  return Object.values(approvals).map(({ id, requestedAt, givenBy, givenAt, approvers }) => {
    const who = (givenBy === null ? approvers : [givenBy]).map((person) => nameOf(names.people, person));
    return {
      gate: 'approval',
      words: `waiting for ${who.length === 0 ? 'a second person' : who.join(' or ')}`,
      from: requestedAt,
      to: givenAt ?? endOf(moments, id) ?? Number.POSITIVE_INFINITY,
    };
  });
}

const endOf = (moments: readonly Moment[], approval: string): number | undefined =>
  moments.find((each) => each.type === 'approval.ended' && each.about === approval)?.at;

const isUnwatched = (service: Service | null) => service?.probes.length === 0;

function detection({ detectedAt, declaredAt, impactStartFrom }: Incident, service: Service | null): Gate {
  if (detectedAt !== null && detectedAt <= declaredAt)
    return { gate: 'probe', words: `until the first ${impactStartFrom === 'alert' ? 'alert' : 'bad sweep'}` };
  return isUnwatched(service)
    ? { gate: 'person', words: 'no probe watches it, until somebody declared it' }
    : { gate: 'probe', words: 'no probe saw it before it was declared' };
}

function proof(service: Service | null): Gate {
  if (isUnwatched(service)) return { gate: 'person', words: 'no probe watches it, a person has to say' };
  return { gate: 'probe', words: goodSweeps(service) };
}

const goodSweeps = (service: Service | null) =>
  service ? `good sweeps of ${service.probes.map((probe) => probe.id).join(', ')}` : 'good sweeps';
