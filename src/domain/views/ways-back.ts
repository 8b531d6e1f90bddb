import { nameOf, whoName } from '../names';
import { dependencyName } from '../plan/dependency';
import type { Plan } from '../plan/plan';
import type { Proof } from '../proof/last-proof';
import type { Service } from '../service/service';
import type { Strategy } from '../service/strategy';

/** One way to have a service back, in names that a person knows. */
export type WayBack = Pick<
  Strategy,
  'mechanism' | 'trigger' | 'team' | 'tools' | 'runbook' | 'expectedMs'
> & {
  /** Of the strategy; null = the restore runbook, which no strategy names. */
  readonly id: string | null;
  /** It is expected to take longer than the RTO. */
  readonly isLate: boolean;
  /** What is done when it does not lead there; null = nothing is said, and nothing comes after it. */
  readonly fallback: string | null;
  readonly needs: readonly string[];
  /** When its runbook last took part in restoring this service, which was then verified (Unix ms); null = never. */
  readonly provenAt: number | null;
};

/** The ways back of a service in the order they are tried; the restore runbook first where no strategy names it. */
export function waysBack(plan: Plan, service: Service, proof: Proof | null): readonly WayBack[] {
  const ways = tried(service);
  return ways.map((way, index): WayBack => {
    const { id, mechanism, trigger, tools, runbook, expectedMs } = way;
    const isShown = proof?.runbooks.some((each) => each.runbook === runbook) ?? false;
    return {
      ...{ id, mechanism, trigger, tools, expectedMs },
      team: way.team.map((who) => whoName(plan.people, who)),
      runbook: runbook === null ? null : nameOf(plan.runbooks, runbook),
      isLate: expectedMs !== null && expectedMs > service.objectives.rtoMs,
      fallback: way.fallback ?? afterwards(ways.length - index - 1, service),
      needs: way.dependencies.map((each) =>
        each.service === null ? dependencyName(each) : nameOf(plan.services, each.service),
      ),
      provenAt: proof !== null && isShown ? proof.at : null,
    };
  });
}

type Tried = Omit<Strategy, 'id'> & { readonly id: string | null };

function tried({ restore, strategies = [] }: Service): readonly Tried[] {
  if (restore === undefined || strategies.some(({ runbook }) => runbook === restore)) return strategies;
  const first: Tried = {
    ...{ id: null, mechanism: 'automated-remediation', runbook: restore },
    ...{ trigger: null, team: [], tools: [], expectedMs: null, fallback: null, dependencies: [] },
  };
  return [first, ...strategies];
}

function afterwards(further: number, { planB }: Service): string | null {
  if (further > 0) return 'The next way.';
  return planB === undefined ? null : 'Plan B.';
}
