type BurnDownProps = {
  /** Share of the first budget used; more than 1 goes on towards the wall. */
  readonly used: number;
  /** Share of what lies between the first budget and the wall that is used; 0 until the budget is overrun. */
  readonly beyond: number;
  readonly tone: 'good' | 'risk' | 'down' | 'plain';
  /** Share at which it is predicted to end; drawn only while it fits the budget. */
  readonly mark?: number | null;
  readonly label: string;
};

/** How much of the track the first budget takes; the rest leads, on its own scale, to the wall. */
const budgetPercent = 86;

/**
 * A time budget as a bar: what is used, where half of it is, where the end is predicted, and the wall beyond
 * it. Two scales, because on one a budget of minutes before a wall of hours would be a hair.
 */
export function BurnDown({ used, beyond, tone, mark = null, label }: BurnDownProps) {
  const within = Math.min(1, Math.max(0, used)) * budgetPercent;
  const after = Math.min(1, Math.max(0, beyond)) * (100 - budgetPercent);
  return (
    <div className={`burn-track tone-${tone}`} role="img" aria-label={label}>
      <span className="burn-used" style={{ width: `${within + after}%` }} />
      <span className="burn-half" style={{ left: `${budgetPercent / 2}%` }} />
      <span className="burn-budget" style={{ left: `${budgetPercent}%` }} />
      <span className="burn-wall" />
      {mark !== null && mark > 0 && mark <= 1 ? (
        <span className="burn-mark" style={{ left: `${mark * budgetPercent}%` }} />
      ) : null}
    </div>
  );
}
