import type { Plan } from '../../../domain/plan/plan';
import { acceptanceOver } from '../../../domain/risk/acceptance';
import { type Finding, riskFile, warn } from './finding';

/** Somebody took a risk upon themselves for a time, and the time is over. */
export function lintRisks({ risks = [] }: Plan, nowMs: number): readonly Finding[] {
  return risks.flatMap(({ id, name, accepted }): readonly Finding[] => {
    const over = acceptanceOver(accepted, nowMs);
    if (over === null) return [];
    const fix = 'Decide anew: mitigate it, or accept it until another day.';
    return [
      warn(riskFile(id), ['accepted', 'until'], 'acceptance-over', `The risk "${name}": its ${over}.`, fix),
    ];
  });
}
