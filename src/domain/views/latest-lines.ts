import type { Recorded } from '../events';

/** So many alerts may stand in the lines that are kept; one record of a storm tells of thousands. */
const mostAlerts = 20_000;

/**
 * The latest `most` of these records, oldest first, in bounded memory: of what tells of alerts only as much is kept,
 * from the latest back, as makes 20,000 alerts. A storm pushes out its own lines, never the rest of the story.
 */
export function latestLines(records: readonly Recorded[], most: number): readonly Recorded[] {
  const kept: Recorded[] = [];
  let alerts = 0;
  for (let index = records.length - 1; index >= 0 && kept.length < most; index -= 1) {
    const record = records[index] as Recorded;
    const told = alertsIn(record);
    alerts += told;
    if (told === 0 || alerts <= mostAlerts) kept.push(record);
  }
  return kept.reverse();
}

const alertsIn = (record: Recorded): number =>
  record.type === 'alerts.changed' ? record.data.fired.length + record.data.resolved.length : 0;
