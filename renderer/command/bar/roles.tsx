import { show } from '../../screen';
import { useConsole } from '../../store';
import { takeCommand } from '../acts';
import { useFocus } from '../focus';

/** Who commands, and who is at this console. A vacancy is red and one press from filled. */
export function Roles() {
  const { barIncident } = useFocus();
  const people = useConsole((state) => state.plan.plan?.people);
  const operator = useConsole((state) => state.situation.operator);
  if (!people) return null;
  const name = (id: string) => people.find((each) => each.id === id)?.name ?? id;
  return (
    <dl className="roles">
      {barIncident ? (
        <>
          <dt>Commander</dt>
          <dd>
            {barIncident.commander ? (
              <b data-testid="commander">{name(barIncident.commander)}</b>
            ) : (
              <button
                type="button"
                className="vacant"
                onClick={() => void takeCommand(barIncident.id)}
                disabled={operator === null}
              >
                vacant · take command
              </button>
            )}
          </dd>
        </>
      ) : null}
      <dt>At console</dt>
      <dd>
        <button
          type="button"
          className={operator ? 'operator' : 'vacant'}
          data-testid="operator"
          onClick={() => show({ form: 'sign-in' })}
        >
          {operator ? name(operator) : 'nobody signed in'}
        </button>
      </dd>
    </dl>
  );
}
