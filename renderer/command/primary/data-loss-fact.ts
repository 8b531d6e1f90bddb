import type { Incident } from '../../../src/domain/incident/incident';
import { asSpan } from '../../ui/duration';
import { type Fact, strong } from './fact';

/** What is known of lost data against the RPO; nothing where nothing was promised and nothing was said. */
export function dataLossFact({ dataLoss, objectives: { rpoMs = null } }: Incident): readonly Fact[] {
  if (!dataLoss) {
    if (rpoMs === null) return [];
    const promise = rpoMs === 0 ? 'none may be' : `at most ${asSpan(rpoMs)} may be`;
    return [
      [
        `How much data was lost, nobody has said; ${promise} (RPO). Write it at the line below: `,
        strong('rpa 0m what shows it'),
      ],
    ];
  }
  const lost = dataLoss.lossMs === 0 ? 'No data was lost' : `${asSpan(dataLoss.lossMs)} of data was lost`;
  if (rpoMs === null) return [[`${lost}: ${dataLoss.text}`]];
  return [[`${lost}, RPO ${dataLoss.lossMs <= rpoMs ? 'kept' : 'missed'}: ${dataLoss.text}`]];
}
