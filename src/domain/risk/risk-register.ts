import type { Service } from '../service/service';
import { acceptanceOver } from './acceptance';
import type { Level, MoneySteps } from './impact-level';
import type { Pattern } from './patterns';
import { impactOfRisk, likelihoodOfRisk, type Risk, type Weighed } from './risk';

/** A risk with its place in the matrix, and what history says about it. */
export type RiskRow = {
  readonly risk: Risk;
  readonly likelihood: Weighed;
  /** null = cannot be told: no number, and no impact analysis of a service. */
  readonly impact: Weighed | null;
  /** likelihood × impact, 1–25; 0 while the impact cannot be told. */
  readonly score: number;
  /** How often this category happened at its services, by tickets and journal. */
  readonly happened: number;
  readonly happenedPerYear: number;
  /** Its review is overdue. */
  readonly isOverdue: boolean;
  /** What remains of it was accepted for a time that is over. */
  readonly isAcceptanceOver: boolean;
};

/** The heaviest first, then by name. */
export function riskRegister(
  risks: readonly Risk[],
  services: readonly Service[],
  patterns: readonly Pattern[],
  steps: MoneySteps,
  at: number,
): readonly RiskRow[] {
  return risks
    .map((risk): RiskRow => {
      const likelihood = likelihoodOfRisk(risk);
      const impact = impactOfRisk(risk, services, steps);
      const own = patterns.filter(
        ({ category, service }) =>
          category === risk.category && service !== null && risk.services.includes(service),
      );
      const due = risk.reviewed?.everyMs ? risk.reviewed.on + risk.reviewed.everyMs : null;
      return {
        risk,
        likelihood,
        impact,
        score: likelihood.level * (impact?.level ?? 0),
        happened: own.reduce((sum, { occurrences }) => sum + occurrences.length, 0),
        happenedPerYear: own.reduce((sum, { perYear }) => sum + perYear, 0),
        isOverdue: due !== null && due < at,
        isAcceptanceOver: acceptanceOver(risk.accepted, at) !== null,
      };
    })
    .sort((a, b) => b.score - a.score || (a.risk.name < b.risk.name ? -1 : 1));
}

export type MatrixCell = {
  readonly likelihood: Level;
  readonly impact: Level;
  readonly score: number;
  /** In the order of the register. */
  readonly risks: readonly { readonly id: string; readonly name: string }[];
};

export type RiskMatrix = {
  /** 25 cells, the likeliest row first, in a row the mildest impact first. */
  readonly cells: readonly MatrixCell[];
  /** Risks whose impact cannot be told; they stand in no cell. */
  readonly unplaced: readonly { readonly id: string; readonly name: string }[];
};

/** Every risk stands in exactly one cell, or is unplaced. */
export function riskMatrix(rows: readonly RiskRow[]): RiskMatrix {
  const levels: readonly Level[] = [1, 2, 3, 4, 5];
  const named = ({ risk: { id, name } }: RiskRow) => ({ id, name });
  return {
    cells: [...levels].reverse().flatMap((likelihood) =>
      levels.map((impact) => ({
        likelihood,
        impact,
        score: likelihood * impact,
        risks: rows
          .filter((row) => row.likelihood.level === likelihood && row.impact?.level === impact)
          .map(named),
      })),
    ),
    unplaced: rows.filter(({ impact }) => impact === null).map(named),
  };
}
