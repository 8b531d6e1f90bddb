import type { Service } from '../service/service';
import type { Acceptance } from './acceptance';
import type { RiskCategory } from './category';
import {
  type Impact,
  impactOfOutage,
  type Level,
  likelihoodOf,
  type MoneySteps,
  perYearWords,
} from './impact-level';

/** A risk or threat scenario as the plan states it. */
export type Risk = {
  readonly id: string;
  readonly name: string;
  readonly category: RiskCategory;
  readonly description?: string | undefined;
  readonly services: readonly string[];
  /** Either is given: a step from 1 to 5, or how often in a year. */
  readonly likelihood?: number | undefined;
  readonly perYear?: number | undefined;
  /** From 1 to 5; absent = by the impact analysis of its services over `outageMs`. */
  readonly impact?: number | undefined;
  /** How long an outage it would bring; absent = each service's MTPD. */
  readonly outageMs?: number | undefined;
  readonly mitigation?: string | undefined;
  /** The runbook that is run when it happens. */
  readonly runbook?: string | undefined;
  readonly owner: string;
  /** Absent = nobody took upon themselves what remains. */
  readonly accepted?: Acceptance | undefined;
  readonly reviewed?:
    | { readonly on: number; readonly by: string; readonly everyMs: number | null }
    | undefined;
};

export type Weighed = { readonly level: Level; readonly because: string };

export function likelihoodOfRisk({ likelihood, perYear = 0 }: Risk): Weighed {
  if (likelihood !== undefined) return { level: likelihood as Level, because: 'stated' };
  return { level: likelihoodOf(perYear), because: perYearWords(perYear) };
}

/** The worst of its services. Null where nothing says: no number, and no service with an impact analysis. */
export function impactOfRisk(risk: Risk, services: readonly Service[], steps: MoneySteps): Impact | null {
  if (risk.impact !== undefined) return { level: risk.impact as Level, because: 'stated' };
  let worst: Impact | null = null;
  for (const { id, name, impact, objectives } of services) {
    if (!risk.services.includes(id)) continue;
    const here = impactOfOutage(impact, risk.outageMs ?? objectives.mtpdMs, steps);
    if (here && here.level > (worst?.level ?? 0)) worst = { ...here, because: `${name}: ${here.because}` };
  }
  return worst;
}
