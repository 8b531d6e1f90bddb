import { useMemo } from 'react';
import { categoryName } from '../../../src/domain/risk/category';
import { impactName, likelihoodName, perYearWords } from '../../../src/domain/risk/impact-level';
import type { RiskRow } from '../../../src/domain/risk/risk-register';
import { ListBox } from '../../ui/list-box';
import { asNoun } from '../../ui/numbers';
import { RiskMore } from './risk-more';

type RiskListProps = {
  readonly rows: readonly RiskRow[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

/** The register, the heaviest first, each with its place in the matrix and what history says of it; arrow keys choose. */
export function RiskList({ rows, chosen, onChoose }: RiskListProps) {
  const options = useMemo(
    () =>
      rows.map((row, index) => ({
        id: row.risk.id,
        testId: `risk-line-${row.risk.id}`,
        content: <RiskLine row={row} place={index + 1} />,
      })),
    [rows],
  );
  const opened = useMemo(
    () =>
      options.map((option, index) => {
        const row = rows[index];
        if (option.id !== chosen || !row) return option;
        return {
          ...option,
          content: (
            <>
              {option.content}
              <RiskMore row={row} />
            </>
          ),
        };
      }),
    [options, rows, chosen],
  );
  return (
    <ListBox
      label="Risks, the heaviest first"
      className="side-list risk-list"
      options={opened}
      chosen={chosen}
      onMove={onChoose}
      onTake={onChoose}
      autoFocus
    />
  );
}

function RiskLine({ row, place }: { readonly row: RiskRow; readonly place: number }) {
  const { risk, likelihood, impact, score, happened, happenedPerYear, isOverdue, isAcceptanceOver } = row;
  return (
    <>
      <b>{place}</b>
      <span>{risk.name}</span>
      <b className="risk-score">{impact ? score : '?'}</b>
      <small>
        likelihood {likelihood.level} {likelihoodName(likelihood.level)} ({likelihood.because}) ·{' '}
        {impact
          ? `impact ${impact.level} ${impactName(impact.level)} (${impact.because})`
          : 'impact not told: in no cell'}{' '}
        · {categoryName(risk.category)} ·{' '}
        {happened === 0
          ? 'not in the history'
          : `happened ${asNoun(happened, 'time')}, ${perYearWords(happenedPerYear)}`}
        {risk.accepted && !isAcceptanceOver ? ' · accepted' : null}
        {isAcceptanceOver ? <em className="danger"> · acceptance over</em> : null}
        {isOverdue ? <em className="danger"> · review overdue</em> : null}
      </small>
    </>
  );
}
