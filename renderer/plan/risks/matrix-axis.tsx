import {
  impactName,
  type Level,
  leastOf,
  likelihoodName,
  type MoneySteps,
  perYearWords,
  yearlySteps,
} from '../../../src/domain/risk/impact-level';

type TickProps = {
  readonly level: Level;
  /** In pixels. */
  readonly x: number;
  readonly y: number;
};

/** A step of the likelihood: number and name, and from how often on it is taken. */
export function LikelihoodTick({ level, x, y }: TickProps) {
  const least = leastOf(level, yearlySteps);
  return (
    <text className="risk-tick" x={x} y={y} textAnchor="end">
      <tspan x={x} dy="-0.2em">
        {likelihoodName(level)} <tspan className="risk-tick-level">{level}</tspan>
      </tspan>
      <tspan className="risk-tick-least" x={x} dy="1.25em">
        {least === null ? 'less often' : `from ${perYearWords(least)}`}
      </tspan>
    </text>
  );
}

type ImpactTickProps = TickProps & { readonly steps: MoneySteps; readonly currency: string };

/** A step of the impact: number and name, and from how much money on it is taken. */
export function ImpactTick({ level, x, y, steps, currency }: ImpactTickProps) {
  const least = leastOf(level, steps);
  return (
    <text className="risk-tick" x={x} y={y} textAnchor="middle">
      <tspan x={x} dy="1em">
        <tspan className="risk-tick-level">{level}</tspan> {impactName(level)}
      </tspan>
      <tspan className="risk-tick-least" x={x} dy="1.25em">
        {least === null ? 'less' : `from ${shortMoney(least, currency)}`}
      </tspan>
    </text>
  );
}

/** `$10K`; a currency that the machine does not know is written behind the number. */
function shortMoney(amount: number, currency: string): string {
  const short = { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 } as const;
  try {
    const own = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
    return new Intl.NumberFormat('en', { ...short, ...own }).format(amount);
  } catch {
    return `${new Intl.NumberFormat('en', short).format(amount)} ${currency}`.trim();
  }
}
