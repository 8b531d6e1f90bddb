import type { Plan } from '../../src/domain/plan/plan';
import { type ChangeKind, changedCount, changeKinds } from '../../src/domain/proof/inventory-change';
import { changeNames, changeWords, moment, withoutDay } from '../../src/domain/proof/reason-words';
import type { ReassessmentRow } from '../../src/domain/views/reassessment-board';
import { asCount, asNoun, asPercent } from '../ui/numbers';
import { Shape } from '../ui/shape';

const mostNames = 40;

type ReassessRowProps = {
  readonly plan: Plan;
  readonly row: ReassessmentRow;
  /** The share of its endpoints that may change. */
  readonly allowed: number;
};

/** A service with what is other than when it was proven; opens to the names of the endpoints. */
export function ReassessRow({ plan, row, allowed }: ReassessRowProps) {
  const { service, proof, change, share, reasons, proveAnew } = row;
  const owner = plan.people.find(({ id }) => id === service.owner)?.name ?? service.owner;
  const why = reasons.length > 0 ? reasons.map(({ words }) => withoutDay(words, proof)) : changeWords(change);
  const changed = changedCount(change);
  const kinds = changeKinds.filter((kind) => change[kind].length > 0);
  return (
    <details className="reassess-row" data-testid={`reassess-${service.id}`}>
      <summary>
        <span>
          <b>{service.name}</b>
          <small>
            tier {service.tier} · {owner}
          </small>
          <small>
            proven in {proof.mode === 'live' ? 'incident' : 'the drill'} {proof.incident}, {moment(proof.at)}
          </small>
        </span>
        <span>
          {why.map((words) => (
            <span key={words}>{words}</span>
          ))}
          {proveAnew.length > 0 ? (
            <small>Prove anew: {proveAnew.map((id) => runbookName(plan, id)).join(', ')}</small>
          ) : null}
        </span>
        <span>
          {changed > 0 ? (
            <Count isTooMany={share > allowed} words={`changed, ${asPercent(allowed)} may`}>
              {changed > change.total
                ? `${asCount(changed)}, ${asCount(change.total)} left`
                : `${asCount(changed)} of ${asCount(change.total)}`}
            </Count>
          ) : null}
          {change.rekeyed.length > 0 ? (
            <Count isTooMany words="none may change">
              {asNoun(change.rekeyed.length, 'host key')}
            </Count>
          ) : null}
        </span>
      </summary>
      {kinds.length === 0 ? <p>Its endpoints are those that it was proven on.</p> : null}
      <dl>
        {kinds.map((kind) => (
          <Names key={kind} kind={kind} names={change[kind]} />
        ))}
      </dl>
    </details>
  );
}

type CountProps = {
  readonly isTooMany: boolean;
  /** How many may be. */
  readonly words: string;
  readonly children: string;
};

function Count({ isTooMany, words, children }: CountProps) {
  return (
    <>
      <span className={isTooMany ? 'is-risk' : ''}>
        {isTooMany ? <Shape form="triangle" /> : null} {children}
      </span>
      <small>{words}</small>
    </>
  );
}

function Names({ kind, names }: { readonly kind: ChangeKind; readonly names: readonly string[] }) {
  const left = names.length - mostNames;
  return (
    <div>
      <dt>
        {asCount(names.length)} {changeNames[kind]}
      </dt>
      <dd>
        {names.slice(0, mostNames).map((name) => (
          <span key={name}>{name} </span>
        ))}
        {left > 0 ? <span>and {asCount(left)} more: holdfast plan reassess --all</span> : null}
      </dd>
    </div>
  );
}

const runbookName = ({ runbooks }: Plan, id: string): string =>
  runbooks.find((each) => each.id === id)?.name ?? id;
