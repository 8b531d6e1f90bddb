/** One part of a whole. `tone` names its colour. */
export type BarPart = { readonly key: string; readonly amount: number; readonly tone: string };

/** Parts of a whole, side by side; what is missing to `whole` stays empty. */
export function StackedBar({
  parts,
  whole,
  label,
}: {
  readonly parts: readonly BarPart[];
  readonly whole: number;
  readonly label: string;
}) {
  return (
    <div className="stacked" role="img" aria-label={label}>
      {parts.map((part) => (
        <span
          key={part.key}
          className={`stacked-part fill-${part.tone}`}
          style={{ width: `${whole > 0 ? (part.amount / whole) * 100 : 0}%` }}
        />
      ))}
    </div>
  );
}
