import { type Severity, severities } from '../../../src/domain/authority/envelope';
import type { FiringAlert } from '../../../src/domain/signal/alert';

/** Firing alerts of one name, as one line. */
export type AlertGroup = {
  readonly name: string;
  readonly count: number;
  /** The worst among them. */
  readonly severity: Severity;
  /** When the first of them began (Unix ms). */
  readonly since: number;
  readonly summary: string;
};

/** Groups by name; the worst first, then the largest. */
export function alertGroups(alerts: Iterable<FiringAlert>): readonly AlertGroup[] {
  const groups = new Map<string, AlertGroup>();
  for (const { name, severity, startsAt, summary } of alerts) {
    const known = groups.get(name);
    groups.set(name, {
      name,
      count: (known?.count ?? 0) + 1,
      severity: known && rank(known.severity) <= rank(severity) ? known.severity : severity,
      since: Math.min(known?.since ?? startsAt, startsAt),
      summary: known?.summary ?? summary,
    });
  }
  return [...groups.values()].sort(
    (a, b) => rank(a.severity) - rank(b.severity) || b.count - a.count || (a.name < b.name ? -1 : 1),
  );
}

const rank = (severity: Severity) => severities.indexOf(severity);
