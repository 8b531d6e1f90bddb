import { oneLine } from '../plain-text';

/** What of a sender's labels is kept; the rest is left out, not refused. */
export const labelLimits = { count: 64, keyLength: 200, valueLength: 2000 } as const;

/**
 * Labels as a sender wrote them, made safe: the first 64 whose key is short enough, text, numbers and booleans only.
 * A later part wins over an earlier one. `__proto__` is left out; other names are only ever read as own properties.
 */
export function plainLabels(...parts: readonly Readonly<Record<string, unknown>>[]): Record<string, string> {
  const kept = new Map<string, string>();
  for (const part of [...parts].reverse()) {
    for (const [key, value] of Object.entries(part)) {
      if (kept.size >= labelLimits.count) break;
      const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
      if (!isScalar || key === '__proto__' || key.length > labelLimits.keyLength) continue;
      const name = oneLine(key, labelLimits.keyLength);
      if (name !== '' && !kept.has(name)) kept.set(name, oneLine(`${value}`, labelLimits.valueLength));
    }
  }
  return Object.fromEntries(kept);
}

/** Labels with others behind them, as far as there is room. Both are plain already, which is the dear part. */
export function labelsOver(
  own: Readonly<Record<string, string>>,
  behind: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = new Map(Object.entries(own));
  for (const [name, value] of Object.entries(behind)) {
    if (kept.size >= labelLimits.count) break;
    if (!kept.has(name)) kept.set(name, value);
  }
  return Object.fromEntries(kept);
}
