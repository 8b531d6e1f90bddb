import { AppError, refuse } from '../../../errors';
import { type NewEvent, stream } from '../../events';
import { type Circumstances, requireOperator } from '../../incident/circumstances';
import { requireService } from '../../incident/lookup';
import type { Endpoint, Plan } from '../../plan/plan';
import type { Service } from '../../service/service';
import type { Runbook } from '../runbook';
import { selectEndpoints } from '../selector';
import type { PreflightResult } from './preflight';
import { becomeUsers } from './question';

export type AskPreflight = { readonly service: string; readonly runbook?: string | undefined };

/** What a preflight looks at: every endpoint that the service names, for the steps of this runbook. */
export type PreflightScope = {
  readonly service: Service;
  readonly runbook: Runbook | null;
  readonly endpoints: readonly Endpoint[];
  /** As whom the steps are done where sudo must not ask for a password; nobody where the plan has one for it. */
  readonly becomes: readonly string[];
};

/**
 * Resolves what is looked at; without a runbook that is named, for the one that restores the service. It takes in
 * what a manifest would leave out now: whether those can be reached again is half of the question.
 * @throws AppError `not-found` for an unknown service or runbook
 */
export function preflightScope(plan: Plan, ask: AskPreflight): PreflightScope {
  const service = requireService(plan, ask.service);
  const wanted = ask.runbook ?? service.restore;
  const runbook = plan.runbooks.find((each) => each.id === wanted) ?? null;
  if (ask.runbook !== undefined && !runbook)
    throw new AppError(
      'not-found',
      `The plan has no runbook "${ask.runbook}". It has: ${plan.runbooks.map((each) => each.id).join(', ')}.`,
    );
  // A look sends no password, and without one it would say what is not so.
  const answersSudo = plan.sudoSecret !== undefined;
  return {
    service,
    runbook,
    endpoints: selectEndpoints(service.endpoints, plan.endpoints),
    becomes: answersSudo ? [] : becomeUsers(runbook?.steps ?? []),
  };
}

/** Who asks and for what; refused while a run already finds out the same, or nobody has signed in. */
export function requirePreflight(
  now: Circumstances,
  ask: AskPreflight,
): PreflightScope & { readonly person: string } {
  const person = requireOperator(now, 'look at the fleet');
  const scope = preflightScope(now.plan, ask);
  const busy = Object.values(now.world.runs).find(
    (run) => run.result === null && run.service === scope.service.id,
  );
  if (busy) refuse(`${busy.id} is running there and finds out the same. Look again when it has ended.`);
  if (scope.endpoints.length === 0)
    refuse(`${scope.service.name} has no endpoints in the inventory, so there is nothing to look at.`);
  return { ...scope, person };
}

/** The one row that a preflight leaves. */
export function preflightDone(
  at: number,
  person: string,
  { service, runbook }: PreflightScope,
  { clockMs, ...result }: PreflightResult & { readonly clockMs: number },
): NewEvent {
  const data = { service: service.id, ...(runbook ? { runbook: runbook.id } : {}), clockMs, ...result };
  return {
    type: 'preflight.done',
    data: { ...data, found: data.found.map((each) => ({ ...each, endpoints: [...each.endpoints] })) },
    stream: stream.service(service.id),
    occurredAt: at,
    actor: `person:${person}`,
  };
}
