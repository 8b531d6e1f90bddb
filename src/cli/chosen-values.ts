import { oneLine } from '../domain/plain-text';
import type { Plan } from '../domain/plan/plan';
import { resolveValues, type Values } from '../domain/run/parameters';
import type { Service } from '../domain/service/service';

/**
 * Refuses values that the restore runbook does not take, before anything is declared because of them.
 * @throws AppError `invalid-input`
 */
export function requireValues(plan: Plan, { restore }: Service, given: Values): void {
  const runbook = plan.runbooks.find(({ id }) => id === restore);
  resolveValues(runbook?.parameters ?? [], given);
}

/** The values of a manifest, a line each. */
export function valueLines(values: Values | undefined): readonly string[] {
  return Object.entries(values ?? {}).map(
    ([name, value]) => `Value       ${name} = ${oneLine(JSON.stringify(value), 200)}`,
  );
}
