import type { Act, Condition, Rule } from '../../../src/domain/escalation/rule';
import { type Names, nameOf, whoName } from '../../../src/domain/names';
import { asSpan } from '../../ui/duration';
import { asMoney, asPercent } from '../../ui/numbers';

/** When a rule is crossed, in words: `agent: 50 % failing for 30 s`. */
export function conditionWords({ when, forMs }: Pick<Rule, 'when' | 'forMs'>, currency: string): string {
  const hold = forMs > 0 ? ` for ${asSpan(forMs)}` : '';
  return `${whenWords(when, currency)}${hold}`;
}

function whenWords(when: Condition, currency: string): string {
  switch (when.on) {
    case 'failing':
      return `${when.probe}: ${asPercent(when.share)} failing`;
    case 'alert':
      return `${when.name ?? 'an alert'} at ${when.severity} or worse`;
    case 'silent':
      return `${when.probe}: silent for ${asSpan(when.afterMs)}`;
    case 'elapsed':
      return `${asSpan(when.afterMs)} since impact`;
    case 'rto-used':
      return `${asPercent(when.share)} of the RTO used`;
    case 'impact':
      return `impact of ${asMoney(when.amount, currency)}`;
    case 'unacknowledged':
      return `no commander for ${asSpan(when.afterMs)}`;
    case 'decision-pending':
      return `undecided for ${asSpan(when.afterMs)}`;
    case 'verified':
      return `verified for ${asSpan(when.forMs)}`;
  }
}

/** What crossing does, in words: `declares SEV-2, calls Jon Ade`. */
export function actWords(acts: readonly Act[], names: Names): string {
  return acts.map((act) => oneAct(act, names)).join(', ');
}

function oneAct(act: Act, names: Names): string {
  switch (act.do) {
    case 'declare':
      return `declares ${act.severity}`;
    case 'raise':
      return `raises to ${act.severity}`;
    case 'run':
      return `starts ${nameOf(names.runbooks, act.runbook)}`;
    case 'notify':
      return `calls ${[...new Set(act.steps.map((step) => whoName(names.people, step.who)))].join(', then ')}`;
    case 'pass-on':
      return 'passes the decision on';
    case 'stand-down':
      return 'stands down';
  }
}
