import type { Recorded } from '../events';
import type { Outcome } from '../run/outcome';

/** One step that was sent to an endpoint, and how it ended; times are Unix milliseconds. */
export type EndpointStep = {
  readonly step: string;
  /** null = its end is on record and its sending is not. */
  readonly sentAt: number | null;
  readonly endedAt: number | null;
  /** null while it is in flight. */
  readonly outcome: Outcome | null;
};

/** Everything a run did on one endpoint, in order. A step that was repeated stands as often as it was sent. */
export function endpointSteps(records: Iterable<Recorded>, endpoint: string): EndpointStep[] {
  const steps: EndpointStep[] = [];
  for (const record of records) {
    const at = record.occurredAt;
    if (record.type === 'run.sending' && record.data.endpoints.includes(endpoint))
      steps.push({ step: record.data.step, sentAt: at, endedAt: null, outcome: null });
    if (record.type !== 'run.settled' && record.type !== 'run.reconciled') continue;
    for (const { endpoint: name, step, outcome } of record.data.outcomes) {
      if (name !== endpoint) continue;
      const open = steps.findLastIndex((each) => each.step === step && each.outcome === null);
      const sentAt = steps[open]?.sentAt ?? null;
      steps.splice(open < 0 ? steps.length : open, 1, { step, sentAt, endedAt: at, outcome });
    }
  }
  return steps;
}
