import type { Recorded } from '../events';
import { withOutputHead } from '../run/output-head';

/** A record as a window needs it: of what endpoints said only the head, as the fold keeps it. The rest is asked for. */
export function lightRecord(record: Recorded): Recorded {
  if (record.type !== 'run.settled') return record;
  const outcomes = record.data.outcomes.map((each) => ({ ...each, outcome: withOutputHead(each.outcome) }));
  return { ...record, data: { ...record.data, outcomes } };
}
