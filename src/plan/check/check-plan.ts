import type { Endpoint } from '../../domain/plan/plan';
import { type PlanProblem, planWarning, startOfFile } from '../plan-problem';
import type { StepFiles } from '../step-files';
import { checkChannels } from './check-channels';
import { checkNeedsOfPlan, checkNeedsOfRunbook, checkNeedsOfService } from './check-dependencies';
import { checkConnectivity } from './check-looks';
import { checkReferences, type PlanParts } from './check-references';
import { checkRisk } from './check-risk';
import { checkRunbook } from './check-runbook';
import { checkSelected } from './check-selected';
import { checkService } from './check-service';
import { checkTakenIn } from './check-taken-in';
import { checkCycles } from './dependency-cycles';
import { repeatedIds } from './ids';

export type CheckOptions = {
  /** Says in a sentence what is wrong with a selector, or null when it is fine. */
  readonly checkSelector?: ((text: string) => string | null) | undefined;
  /** How many endpoints a selector names, at most `most`. With it, a selector that names none is warned about. */
  readonly countSelected?:
    | ((selector: string, endpoints: readonly Endpoint[], most: number) => number)
    | undefined;
  /** Now, Unix milliseconds; when given, envelopes that have expired are warned about. */
  readonly nowMs?: number | undefined;
};

/** Everything that is wrong with files whose shapes are right, alone and with each other. */
export function checkPlan(
  parts: PlanParts,
  endpoints: readonly Endpoint[],
  stepFiles: StepFiles,
  options: CheckOptions,
): readonly PlanProblem[] {
  const { plan, services, runbooks, risks } = parts;
  const labels =
    endpoints.length === 0 ? null : new Set(endpoints.flatMap((each) => Object.keys(each.labels)));
  return [
    ...repeatedIds(plan, ['people'], plan.value?.people.map(({ id }) => id) ?? []),
    ...checkChannels(plan),
    ...checkConnectivity(plan),
    ...checkNeedsOfPlan(plan),
    ...services.flatMap((part) => [...checkService(part, plan.value, options), ...checkNeedsOfService(part)]),
    ...runbooks.flatMap((part) => [
      ...checkRunbook(part, stepFiles, labels, plan.value),
      ...checkNeedsOfRunbook(part),
    ]),
    ...checkTakenIn(runbooks),
    ...risks.flatMap((part) => checkRisk(part, services)),
    ...checkReferences(parts),
    ...checkCycles(services),
    ...checkSelected(services, endpoints, options),
    ...(services.length > 0 || parts.unlisted.includes('service') ? [] : [noServices()]),
  ];
}

function noServices(): PlanProblem {
  const message = 'The plan has no services: there is nothing to watch or restore.';
  return planWarning('services', startOfFile, 'no-services', message, 'Add services/<id>.yaml.');
}
