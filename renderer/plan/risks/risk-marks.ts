import type { RiskMatrix } from '../../../src/domain/risk/risk-register';

/** A risk as a mark names it. */
export type MarkedRisk = {
  readonly id: string;
  readonly name: string;
  /** Its number in the list, from 1. */
  readonly place: number;
};

/** What is drawn in the matrix: one risk, or all of a cell that has no room for them side by side. */
export type RiskMark = {
  readonly key: string;
  /** Impact and likelihood, moved within the cell, which reaches half a step to every side. */
  readonly x: number;
  readonly y: number;
  /** In the order of the list; more than one where they are merged. */
  readonly risks: readonly MarkedRisk[];
};

/** More than two rows of two would touch each other in a window of 1366 × 768. */
const mostApart = 4;

const perRow = 2;
const columnStep = 0.36;
const rowStep = 0.42;

/**
 * A mark for every risk that stands in a cell. Risks of one cell stand side by side in the order of the list, so that the
 * same plan always gives the same picture; where in its cell a mark stands says nothing, because levels are whole steps.
 *
 * @param ids of all risks in the order of the list
 */
export function riskMarks({ cells }: RiskMatrix, ids: readonly string[]): readonly RiskMark[] {
  const places = new Map(ids.map((id, index) => [id, index + 1]));
  return cells.flatMap(({ likelihood, impact, risks }): readonly RiskMark[] => {
    const marked = risks.map(({ id, name }) => ({ id, name, place: places.get(id) ?? 0 }));
    const [first] = marked;
    if (!first) return [];
    if (marked.length > mostApart) {
      return [{ key: `${likelihood}/${impact}`, x: impact, y: likelihood, risks: marked }];
    }
    const rows = Math.ceil(marked.length / perRow);
    const wide = Math.ceil(marked.length / rows);
    return marked.map((risk, index) => {
      const row = Math.floor(index / wide);
      const inRow = Math.min(wide, marked.length - row * wide);
      return {
        key: risk.id,
        x: impact + columnStep * ((index % wide) - (inRow - 1) / 2),
        y: likelihood + rowStep * ((rows - 1) / 2 - row),
        risks: [risk],
      };
    });
  });
}

/** Which risk of a mark is meant: of a merged one the one after the chosen one, round and round. */
export function riskAfter({ risks }: RiskMark, chosen: string | null): string | null {
  const at = risks.findIndex(({ id }) => id === chosen);
  return risks[(at + 1) % risks.length]?.id ?? null;
}
