import type { Act, Condition, Rule } from '../domain/escalation/rule';
import { spellDuration } from './schema/duration';
import type { ActFile, ConditionFile, RuleFile } from './schema/escalation';

/**
 * A rule in the words of the domain. That its condition and each of its acts is exactly one thing is
 * checked elsewhere. Steps of a paging are in order of time.
 */
export function toRule(rule: RuleFile): Rule {
  const { when } = rule;
  const forMs = when.for ?? 0;
  return {
    id: ruleId(rule),
    when: toCondition(when),
    forMs,
    clearForMs: when.clear_for ?? forMs,
    ...(when.unless === undefined ? {} : { unless: when.unless }),
    acts: rule.do.map(toAct),
  };
}

/** The id a rule has or gets: what it looks at and where it crosses, such as `agent-failing-50`. */
export function ruleId(rule: RuleFile): string {
  return rule.id ?? nameOf(toCondition(rule.when));
}

/** A crossing is over below this: far enough away not to flutter. */
export function clearBelow(when: Pick<ConditionFile, 'failing' | 'clear'>): number {
  return when.clear ?? ((when.failing ?? 0) * 4) / 5;
}

function toCondition(when: ConditionFile): Condition {
  const probe = when.probe ?? '';
  if (when.failing !== undefined) {
    return { on: 'failing', probe, share: when.failing, clearBelow: clearBelow(when) };
  }
  if (when.silent !== undefined) return { on: 'silent', probe, afterMs: when.silent };
  if (when.alert !== undefined) {
    return { on: 'alert', severity: when.alert, ...(when.name === undefined ? {} : { name: when.name }) };
  }
  if (when.elapsed !== undefined) return { on: 'elapsed', afterMs: when.elapsed };
  if (when.rto_used !== undefined) return { on: 'rto-used', share: when.rto_used };
  if (when.impact !== undefined) return { on: 'impact', amount: when.impact };
  if (when.unacknowledged !== undefined) return { on: 'unacknowledged', afterMs: when.unacknowledged };
  if (when.decision_pending !== undefined) return { on: 'decision-pending', afterMs: when.decision_pending };
  return { on: 'verified', forMs: when.verified ?? 0 };
}

function toAct(act: ActFile): Act {
  if (act.declare !== undefined) return { do: 'declare', severity: act.declare };
  if (act.raise !== undefined) return { do: 'raise', severity: act.raise };
  if (act.run !== undefined) return { do: 'run', runbook: act.run };
  if (act.notify !== undefined) {
    const { notify, repeat = 0 } = act;
    const steps = typeof notify === 'string' ? [{ who: notify, after: 0 }] : notify;
    const inTime = steps.map(({ who, after }) => ({ who, afterMs: after }));
    return { do: 'notify', steps: inTime.sort((a, b) => a.afterMs - b.afterMs), repeat };
  }
  return { do: act.pass_to === undefined ? 'stand-down' : 'pass-on' };
}

function nameOf(condition: Condition): string {
  switch (condition.on) {
    case 'failing':
      return `${condition.probe}-failing-${percent(condition.share)}`;
    case 'silent':
      return `${condition.probe}-silent-${spellDuration(condition.afterMs)}`;
    case 'alert':
      return [`alert-${condition.severity}`, ...(condition.name === undefined ? [] : [condition.name])]
        .map(asId)
        .join('-');
    case 'rto-used':
      return `rto-used-${percent(condition.share)}`;
    case 'impact':
      return `impact-${condition.amount}`;
    case 'verified':
      return `verified-${spellDuration(condition.forMs)}`;
    default:
      return `${condition.on}-${spellDuration(condition.afterMs)}`;
  }
}

const percent = (share: number) => Number((share * 100).toFixed(4));

const asId = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 40)
    .replace(/-$/, '');
