import type { Rule } from '../../../src/domain/escalation/rule';
import {
  refusalKey,
  type ThresholdState,
  thresholdKey,
} from '../../../src/domain/escalation/threshold-state';
import type { Plan } from '../../../src/domain/plan/plan';
import type { Service } from '../../../src/domain/service/service';
import { useConsole } from '../../store';
import { asAge } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { Shape } from '../../ui/shape';
import { actWords, conditionWords } from './rule-words';

/** The agreed rules of a service: which hold, for how much of their time, which were crossed, and what that does. */
export function Thresholds({ plan, service }: { readonly plan: Plan; readonly service: Service }) {
  const thresholds = useConsole((state) => state.situation.thresholds);
  const refused = useConsole((state) => state.situation.refusedActivations);
  const now = useNow();
  if (service.escalation.length === 0) return null;
  return (
    <ul className="signal-list thresholds" data-testid="thresholds">
      {service.escalation.map((rule) => {
        const key = thresholdKey(service.id, rule.id);
        const because = rule.acts.flatMap((act) =>
          act.do === 'run' ? (refused[refusalKey(service.id, rule.id, act.runbook)]?.because ?? []) : [],
        );
        const look = lookOf(rule, thresholds[key], now);
        return (
          <li key={rule.id} className={`threshold-${look.state}`} title={`Rule ${rule.id}`}>
            <span className={`is-${look.tone}`}>
              <Shape form={look.form} />
            </span>
            <span>
              {conditionWords(rule, plan.currency)}
              <small>
                {look.state === 'clear' ? '' : <b className={`is-${look.tone}`}>{look.words} · </b>}
                {actWords(rule.acts, plan)}
              </small>
              {because.length > 0 ? (
                <small className="is-risk">did not start: {because.join('; ')}</small>
              ) : null}
            </span>
            <span className="is-faint">{look.age}</span>
          </li>
        );
      })}
    </ul>
  );
}

function lookOf(rule: Rule, state: ThresholdState | undefined, now: number) {
  const { metAt = null, crossedAt = null } = state ?? {};
  if (crossedAt !== null)
    return {
      state: 'crossed',
      tone: 'down',
      form: 'cross',
      words: 'crossed',
      age: asAge(now - crossedAt),
    } as const;
  if (metAt !== null) {
    const held = Math.min(rule.forMs, Math.max(0, now - metAt));
    const words = `holds for ${seconds(held)} of ${seconds(rule.forMs)} s`;
    return { state: 'met', tone: 'risk', form: 'triangle', words, age: '' } as const;
  }
  return { state: 'clear', tone: 'unknown', form: 'dash', words: '', age: '' } as const;
}

const seconds = (ms: number) => Math.floor(ms / 1000);
