import { useEffect } from 'react';
import type { Plan } from '../../src/domain/plan/plan';
import { selectEndpoints } from '../../src/domain/run/selector';
import { focusPrimary } from '../command/focus-primary';
import { ActButton } from '../ui/act-button';
import { asNoun } from '../ui/numbers';
import { firstLook } from './first-steps-acts';

/** So many services have a button here; the others are on the board. */
const mostShown = 8;

/** Looks at every endpoint of a service once, and changes nothing there. */
export function FirstLook({ plan, isNext }: { readonly plan: Plan; readonly isNext: boolean }) {
  const services = plan.services
    .map(({ id, name, endpoints }) => ({ id, name, size: selectEndpoints(endpoints, plan.endpoints).length }))
    .filter(({ size }) => size > 0);
  const more = services.length - mostShown;
  useEffect(() => {
    if (isNext) focusPrimary();
  }, [isNext]);
  return (
    <>
      <p>
        Asks every endpoint once: reach, host key, login, sudo where it is needed, disk and clock. It changes
        nothing there.
      </p>
      <div className="first-look">
        {services.slice(0, mostShown).map(({ id, name, size }, index) => (
          <ActButton
            key={id}
            kind={isNext && index === 0 ? 'act' : 'quiet'}
            primary={isNext && index === 0}
            testId={`first-look-${id}`}
            onAct={() => void firstLook(id)}
          >
            Look over {name}
            <small>{asNoun(size, 'endpoint')}</small>
          </ActButton>
        ))}
        {more > 0 ? <p>… and {asNoun(more, 'more service')} on the board of the console.</p> : null}
      </div>
    </>
  );
}
