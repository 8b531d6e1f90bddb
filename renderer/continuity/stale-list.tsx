import type { Plan } from '../../src/domain/plan/plan';
import type { StaleThing } from '../../src/domain/views/reassessment-board';
import { show } from '../screen';
import { ActButton } from '../ui/act-button';
import { asCount, asNoun } from '../ui/numbers';
import { useExposed } from './use-exposed';

const kindNames: Readonly<Record<StaleThing['kind'], string>> = {
  service: 'Services',
  runbook: 'Runbooks',
  person: 'People',
  risk: 'Risks',
};
const kinds = Object.keys(kindNames) as StaleThing['kind'][];

type StaleListProps = {
  readonly plan: Plan;
  readonly stale: readonly StaleThing[];
  /** Of each kind as many are named. */
  readonly most: number;
};

/** What else cannot be relied upon as it stands: services, runbooks, people and risks, each with its reason. */
export function StaleList({ plan, stale, most }: StaleListProps) {
  const exposed = useExposed(plan.digest) ?? 0;
  return (
    <section aria-label="Also stale" data-testid="stale-list">
      <h3>Also stale {stale.length > 0 ? <b>{asCount(stale.length)}</b> : null}</h3>
      {stale.length === 0 ? <p>Nothing: {freshWords(plan)}</p> : null}
      {kinds.map((kind) => {
        const own = stale.filter((each) => each.kind === kind);
        if (own.length === 0) return null;
        return (
          <div key={kind}>
            <h4>
              {kindNames[kind]} {asCount(own.length)}
            </h4>
            <ul>
              {own.slice(0, most).map(({ id, name, words }) => (
                <li key={id} data-testid={`stale-${kind}-${id}`}>
                  <b>{name}</b>
                  {words.map((each) => (
                    <span key={each}>{each}</span>
                  ))}
                </li>
              ))}
              {own.length > most ? (
                <li>… and {asCount(own.length - most)} more: holdfast plan reassess</li>
              ) : null}
            </ul>
          </div>
        );
      })}
      {exposed > 0 ? (
        <div>
          <h4>Exposures {asCount(exposed)}</h4>
          <p data-testid="exposed">
            {asNoun(exposed, 'open exposure has', 'open exposures have')} no proven way back.{' '}
            <ActButton kind="link" onAct={() => show({ over: 'risks' })}>
              Show risks
            </ActButton>
          </p>
        </div>
      ) : null}
    </section>
  );
}

/** No review that is due is not the same as reviewed: what was never reviewed is never due. */
function freshWords({ services, runbooks, people }: Plan): string {
  const all = [...services, ...runbooks, ...people];
  const never = all.filter(({ reviewed }) => reviewed === undefined).length;
  const due = 'no review is due, and no contact changed since a message arrived there.';
  if (never === 0) return due;
  return `${due} ${asNoun(never, 'service, runbook or person has', 'services, runbooks and people have')} no review at all.`;
}
