/** `1,284`: grouped the same way on every machine, as the timeline writes it. */
export function asCount(count: number): string {
  return count.toLocaleString('en');
}

/** `1 endpoint`, `1,284 endpoints`. */
export function asNoun(count: number, one: string, many = `${one}s`): string {
  return `${asCount(count)} ${count === 1 ? one : many}`;
}

/** `51 %`. Rounds down, so that 100 % is only said when it is reached; over 999 % says so. */
export function asPercent(share: number): string {
  const percent = Math.floor(share * 100);
  return percent > 999 ? 'over 999 %' : `${percent} %`;
}

/** `$38,500`; a currency that the machine does not know is written behind the number. */
export function asMoney(amount: number, currency: string): string {
  const rounded = amount >= 10_000 ? Math.round(amount / 100) * 100 : Math.round(amount);
  try {
    return new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits: 0,
    }).format(rounded);
  } catch {
    return `${asCount(rounded)} ${currency}`.trim();
  }
}
