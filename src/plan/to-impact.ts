import { notSaid } from '../domain/service/impact-words';
import type { ImpactPoint } from '../domain/service/service';
import { said } from './placeholder';
import { durationMs } from './schema/duration';
import type { ServiceFile } from './schema/service-file';

type Line = ServiceFile['impact'][string];

/** The impact analysis in order of time. Placeholders are not part of it, nor are lines that say nothing else. */
export function toImpact(impact: ServiceFile['impact']): readonly ImpactPoint[] {
  return Object.entries(impact)
    .filter(([, line]) => !isUnwritten(line))
    .map(([after, line]) => ({
      ...{ atMs: durationMs(after) ?? 0, revenue: line.revenue },
      operations: said(line.operations) ?? notSaid,
      safety: said(line.safety) ?? notSaid,
      compliance: said(line.compliance) ?? notSaid,
    }))
    .sort((a, b) => a.atMs - b.atMs);
}

/** The zero beside a placeholder was not written by anybody either. */
function isUnwritten({ revenue, ...line }: Line): boolean {
  const words = Object.values(line).map(said);
  return (
    revenue === 0 && words.includes(undefined) && words.every((each) => each === undefined || each === 'none')
  );
}
