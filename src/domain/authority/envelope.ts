/** SEV-1 is the worst. Lower never means better here, as in PagerDuty's and ICS's use. */
export const severities = ['SEV-1', 'SEV-2', 'SEV-3', 'SEV-4', 'SEV-5'] as const;
export type Severity = (typeof severities)[number];

/** True when `a` is at least as bad as `b`. */
export function atLeastAsSevere(a: Severity, b: Severity): boolean {
  return severities.indexOf(a) <= severities.indexOf(b);
}

/**
 * An authority agreed before the disruption: this runbook, on at most so many endpoints,
 * from this severity on, until that moment.
 *
 * - `automatic`: may start without a person (a person may start it, too)
 * - `person`: an entitled person may start it alone
 * - `two-person`: needs a second person's approval of the manifest digest
 */
export type Envelope = {
  readonly id: string;
  readonly runbook: string;
  readonly mode: 'automatic' | 'person' | 'two-person';
  readonly severity: Severity;
  readonly maxEndpoints: number;
  /** Last moment of validity, Unix milliseconds. */
  readonly untilMs: number;
  /** How long people may stop an automatic start, in milliseconds; `automatic` only. */
  readonly vetoMs: number;
};
