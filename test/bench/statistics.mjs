/**
 * @typedef {object} Spread
 * @property {number} n
 * @property {number} median
 * @property {number} p90
 * @property {number} p99
 * @property {number} worst
 */

/** What a row of a measure says. @typedef {Readonly<Record<string, number | string>>} Row */

/**
 * What one measure found.
 * @typedef {object} Measured
 * @property {string} title what was measured, on how much, in which unit
 * @property {Readonly<Record<string, Row>>} rows
 * @property {Readonly<Record<string, number | string>>} facts counts and circumstances
 */

/** The smallest value that at least this share of all values does not exceed. @param {readonly number[]} values @param {number} share (0–1] */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** @param {readonly number[]} values @returns {Spread} */
export function spread(values) {
  const at = (/** @type {number} */ share) => rounded(quantile(values, share));
  return { n: values.length, median: at(0.5), p90: at(0.9), p99: at(0.99), worst: at(1) };
}

/** To three significant digits: more would only be noise. @param {number} value */
export function rounded(value) {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : value;
}
