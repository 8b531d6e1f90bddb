import type { Occurrence } from '../../../src/domain/risk/occurrence';
import { dayMs } from '../../../src/domain/risk/patterns';
import { noon } from '../../helpers/hospital';

/** An expired certificate at sign-in that was mended within an hour, or what `change` makes of it. */
export const occurrence = (key: string, daysAgo: number, change: Partial<Occurrence> = {}): Occurrence => ({
  key,
  source: 'csv',
  at: noon - daysAgo * dayMs,
  lengthMs: 3_600_000,
  priority: 3,
  summary: 'Certificate expired',
  item: null,
  service: 'sign-in',
  serviceBecause: null,
  category: 'certificate',
  because: [],
  ...change,
});
