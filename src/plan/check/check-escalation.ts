import { type PlanProblem, planError, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { spellDuration } from '../schema/duration';
import { actKinds, type ConditionFile, conditionKinds, type RuleFile } from '../schema/escalation';
import type { ServiceFile } from '../schema/service-file';
import { toImpact } from '../to-impact';
import { clearBelow, ruleId } from '../to-rule';
import { fieldName } from '../yaml/field-name';
import { percent } from './check-looks';
import { checkExactlyOne, chosenOf, hasMisspelt } from './exactly-one';
import { repeatedIds } from './ids';

/** Every rule looks at one thing that can come about, and each of its acts is one act. */
export function checkEscalation(part: PlanPart<ServiceFile>): readonly PlanProblem[] {
  const { value } = part;
  if (value === null) return [];
  // A rule without a condition has no name yet; its number is nobody else's.
  const nameOf = (rule: RuleFile, index: number) =>
    rule.id === undefined && chosenOf(rule.when, conditionKinds) === null ? `#${index}` : ruleId(rule);
  return [
    ...repeatedIds(part, ['escalation'], value.escalation.map(nameOf)),
    ...value.escalation.flatMap((rule, index) => [
      ...checkExactlyOne(part, ['escalation', index, 'when'], conditionKinds),
      ...checkCondition(part, value, rule.when, index),
      ...rule.do.flatMap((_, act) => checkExactlyOne(part, ['escalation', index, 'do', act], actKinds)),
    ]),
  ];
}

function checkCondition(
  part: PlanPart<ServiceFile>,
  service: ServiceFile,
  when: ConditionFile,
  index: number,
): readonly PlanProblem[] {
  const { file, locate } = part;
  const at = (field: string) => locate(['escalation', index, 'when', field]);
  const named = (field: string) => fieldName(part.value, ['escalation', index, 'when', field]) ?? '';
  const chosen = chosenOf(when, conditionKinds);
  const problems: PlanProblem[] = [];
  if ((chosen === 'failing' || chosen === 'silent') && when.probe === undefined && !hasMisspelt(part)) {
    const fix = `Say which probe is ${chosen}, for example "probe: ${service.probes[0]?.id ?? 'agent'}".`;
    problems.push(planError(file, at('probe'), 'missing-field', `${named('probe')} is missing.`, fix));
  }
  if (chosen === 'failing' && when.failing !== undefined && clearBelow(when) > when.failing) {
    const message = `${named('clear')} (${percent(clearBelow(when))}) is above failing (${percent(when.failing)}).`;
    const fix = 'It is over below the share at which it began: lower clear.';
    problems.push(planError(file, at('clear'), 'clear-above-failing', message, fix));
  }
  const probe = service.probes.find(({ id }) => id === when.probe);
  if (chosen === 'silent' && when.silent !== undefined && probe) {
    const pauseMs = probe.every + probe.timeout;
    if (when.silent < pauseMs) {
      const message = `The probe ${probe.id} looks every ${spellDuration(probe.every)} and may take ${spellDuration(probe.timeout)}: silence of ${spellDuration(when.silent)} is usual.`;
      const fix = `Write at least ${spellDuration(pauseMs)}.`;
      problems.push(planError(file, at('silent'), 'silent-too-soon', message, fix));
    }
  }
  if (chosen === 'alert' && service.alerts === undefined) {
    const message = `No alert concerns ${service.name}: this rule never crosses.`;
    const fix = 'Say which do, for example "alerts: service=sign-in".';
    problems.push(planWarning(file, at('alert'), 'no-alerts', message, fix));
  }
  if (chosen === 'impact' && toImpact(service.impact).length === 0) {
    const message = `${service.name} has no impact analysis: this rule never crosses.`;
    const fix = 'Say under "impact:" what an outage of some length costs.';
    problems.push(planWarning(file, at('impact'), 'no-impact', message, fix));
  }
  return problems;
}
