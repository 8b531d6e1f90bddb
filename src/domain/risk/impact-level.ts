import { saysNothing } from '../service/impact-words';
import type { ImpactPoint } from '../service/service';
import { duration } from '../views/duration';
import { accruedRevenue } from '../views/impact';
import { counted } from '../views/words';
import type { Priority } from './ticket';

/** 1 is hardly felt, 5 threatens the organisation. Likelihood has the same five steps. */
export type Level = 1 | 2 | 3 | 4 | 5;

/** How bad something was or would be, and what says so. */
export type Impact = { readonly level: Level; readonly because: string };

/** From which money lost on an impact is 2, 3, 4, 5, in the plan's currency. */
export type MoneySteps = readonly [number, number, number, number];

export const defaultMoneySteps: MoneySteps = [10_000, 100_000, 1_000_000, 10_000_000];

/**
 * What an outage of this length means by the impact analysis of its service: the money lost, and the words of the last
 * point passed: for safety at least 4, for compliance at least 3, for operations at least 2. Null without an analysis.
 */
export function impactOfOutage(
  points: readonly ImpactPoint[],
  lengthMs: number,
  steps: MoneySteps,
): Impact | null {
  if (points.length === 0) return null;
  const money = Math.round(accruedRevenue(points, lengthMs));
  const passed = points.filter(({ atMs }) => atMs <= lengthMs).at(-1);
  const floors: readonly (readonly [Level, string, string | undefined])[] = [
    [4, 'safety', passed?.safety],
    [3, 'compliance', passed?.compliance],
    [2, 'operations', passed?.operations],
  ];
  const worst = floors.find(([, , words]) => words !== undefined && !saysNothing(words));
  const byMoney = clamp(1 + steps.filter((step) => money >= step).length);
  const level = clamp(Math.max(byMoney, worst?.[0] ?? 1));
  const what =
    worst && worst[0] >= byMoney ? `${worst[1]}: ${worst[2]}` : `${money.toLocaleString('en')} lost`;
  return { level, because: `${what} after ${duration(lengthMs)}` };
}

/** What stands in for an impact where no service, no analysis or no end is known. */
export function impactOfPriority(priority: Priority | null): Impact {
  if (priority === null) return { level: 2, because: 'no priority is given; taken as 2' };
  return { level: clamp(6 - priority), because: `priority ${priority}` };
}

/** From how many in a year on a likelihood is 2, 3, 4, 5: once in five years, every second year, twice, monthly. */
export const yearlySteps: readonly number[] = [0.2, 0.5, 2, 12];

export const likelihoodOf = (perYear: number): Level =>
  clamp(1 + yearlySteps.filter((step) => perYear >= step).length);

/** `12 a year`, `one in 4 years`. */
export function perYearWords(perYear: number): string {
  if (perYear >= 0.75 || perYear <= 0) {
    return `${perYear.toFixed(perYear >= 10 ? 0 : 1).replace(/\.0$/, '')} a year`;
  }
  return `one in ${counted(Math.max(2, Math.round(1 / perYear)), 'year')}`;
}

const likelihoodNames = ['rare', 'unlikely', 'possible', 'likely', 'almost certain'] as const;
const impactNames = ['hardly felt', 'minor', 'serious', 'severe', 'existential'] as const;

export const likelihoodName = (level: Level): string => likelihoodNames[level - 1] ?? '';

export const impactName = (level: Level): string => impactNames[level - 1] ?? '';

/** From what on a likelihood or an impact is at least this, by its steps: a year, or money; null for 1, which has no least. */
export const leastOf = (level: Level, steps: readonly number[]): number | null => steps[level - 2] ?? null;

/** How heavy a place in the matrix is, by likelihood × impact: light, from 8 to be watched, from 15 heavy. */
export type Weight = 'light' | 'middle' | 'heavy';

export const weightOf = (score: number): Weight => (score >= 15 ? 'heavy' : score >= 8 ? 'middle' : 'light');

const clamp = (level: number): Level => Math.min(5, Math.max(1, Math.round(level))) as Level;
