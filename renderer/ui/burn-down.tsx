type BurnDownProps = {
  /** Share used, 0–1; more than 1 fills the track and reads as overrun. */
  readonly used: number;
  readonly tone: 'good' | 'risk' | 'down' | 'plain';
  /** Share at which it is predicted to end; drawn only while it fits the track. */
  readonly mark?: number | null;
  readonly label: string;
};

/** A time budget as a bar: what is used, and where the end is predicted. */
export function BurnDown({ used, tone, mark = null, label }: BurnDownProps) {
  const percent = Math.min(100, Math.max(0, used * 100));
  return (
    <div className={`burn-track tone-${tone}`} role="img" aria-label={label}>
      <span className="burn-used" style={{ width: `${percent}%` }} />
      {mark !== null && mark > 0 && mark <= 1 ? (
        <span className="burn-mark" style={{ left: `${mark * 100}%` }} />
      ) : null}
    </div>
  );
}
