import { nameOf } from '../../src/domain/names';
import type { Plan } from '../../src/domain/plan/plan';
import { foundWords } from '../../src/domain/run/preflight/cause';
import type { LastPreflight } from '../../src/domain/run/preflight/preflight';
import type { ArmStatus, PreflightProgress } from '../../src/ipc/fleet-status';
import { asAgo } from '../ui/duration';
import { asCount } from '../ui/numbers';
import { type Fact, strong } from './primary/fact';

/** What the last preflight found, with its age: it is a look back, not a watch. */
export function preflightFact(preflight: LastPreflight, at: number): Fact {
  const { ready, total, found } = preflight;
  const counts =
    ready === total ? `all ${asCount(total)} ready` : `${asCount(ready)} of ${asCount(total)} ready`;
  const causes = foundWords(found, preflight).map((each) => ` · ${each}`);
  return [`Preflight ${asAgo(at - preflight.at)}: `, strong(counts), ...causes];
}

/** For which runbook it looked, where that is not the one at hand; empty = that one. */
export function otherRunbook(plan: Plan, preflight: LastPreflight, runbook: string | null): string {
  const { runbook: looked } = preflight;
  if (looked === undefined || runbook === null || looked === runbook) return '';
  return ` (for ${nameOf(plan.runbooks, looked)})`;
}

export const progressFact = ({ done, total }: PreflightProgress): Fact => [
  'Preflight: ',
  strong(`${asCount(done)} of ${asCount(total)}`),
  ' looked at',
];

/** How many connections stand ready; `so far` while some have not been tried yet. */
export function armFact({ connected, failed, total }: ArmStatus): Fact {
  if (connected === total) return ['Armed: ', strong(`all ${asCount(total)} connected`)];
  const soFar = connected + failed < total ? ' so far' : '';
  const lost = failed > 0 ? [', ', strong(`${asCount(failed)} could not`)] : [];
  return ['Armed: ', strong(`${asCount(connected)} of ${asCount(total)} connected`), soFar, ...lost];
}
