import { circularRecoveries } from '../plan/dependencies/circular-recovery';
import { dependencyGraph } from '../plan/dependencies/graph';
import type { Plan } from '../plan/plan';
import type { ConsoleFacts } from './console-facts';
import { fleetItems } from './fleet-items';
import { peopleItems } from './people-items';
import { runbookItems } from './runbook-items';

export const readinessItems = [
  'endpoints',
  'addresses',
  'host-keys',
  'login',
  'runbook',
  'secrets',
  'tools',
  'authority',
  'initiator',
  'second-person',
  'telephones',
  'verification',
  'circles',
] as const;

/** One thing that a restoration from this console alone needs, and how it stands, in words and numbers. */
export type ReadinessItem = {
  readonly id: (typeof readinessItems)[number];
  readonly ok: boolean;
  readonly words: string;
};

/** Whether this console can restore a service now, with no internet and no DNS beyond the fleet's own network. */
export type Readiness = {
  readonly service: string;
  readonly name: string;
  readonly tier: number;
  /** Share (0–1) of the items that are fulfilled. */
  readonly score: number;
  /** All items that are asked of it, in a fixed order; what does not apply is not asked. */
  readonly items: readonly ReadinessItem[];
};

/** Judges every service of a plan, the most critical first. */
export function judgeReadiness(plan: Plan, facts: ConsoleFacts): readonly Readiness[] {
  const circles = circularRecoveries(plan, dependencyGraph(plan.services));
  return plan.services
    .map((service): Readiness => {
      const own = circles.filter((each) => each.service === service.id && each.means.by !== 'channel');
      const items: readonly ReadinessItem[] = [
        ...fleetItems(plan, service, facts),
        ...runbookItems(plan, service, facts),
        ...peopleItems(plan, service, facts),
        { id: 'circles', ok: own.length === 0, words: circleWords(own) },
      ];
      const score = items.filter(({ ok }) => ok).length / items.length;
      return { service: service.id, name: service.name, tier: service.tier, score, items };
    })
    .sort((a, b) => a.tier - b.tier || a.score - b.score || (a.service < b.service ? -1 : 1));
}

function circleWords(circles: ReturnType<typeof circularRecoveries>): string {
  const [first] = circles;
  if (!first) return 'nothing it is restored with needs it';
  const way = [first.means.id ?? 'this console', ...first.way].join(' → ');
  const more = circles.length > 1 ? ` and ${circles.length - 1} more` : '';
  return `what restores it needs it: ${way}${more}`;
}
