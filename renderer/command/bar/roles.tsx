import type { Incident } from '../../../src/domain/incident/incident';
import { spanOfControl } from '../../../src/domain/incident/span-of-control';
import { nameOf } from '../../../src/domain/names';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { takeCommand } from '../acts-people';
import { useFocus } from '../focus';

const nobody: never[] = [];

/** Who commands, deputises and writes, how many they lead, and who is at this console. Vacancy is red. */
export function Roles() {
  const { barIncident } = useFocus();
  return (
    <dl className="roles">
      {barIncident ? (
        <>
          <Commander incident={barIncident} />
          <Console />
          <Held incident={barIncident} office="deputy" name="Deputy" />
          <Span incident={barIncident} />
          <Held incident={barIncident} office="scribe" name="Scribe" />
          <dt />
          <dd>
            <button type="button" className="quiet" onClick={() => show({ over: 'roles', role: null })}>
              all roles (R)
            </button>
          </dd>
        </>
      ) : (
        <Console />
      )}
    </dl>
  );
}

function useNames() {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  return (id: string) => nameOf(people, id);
}

function Commander({ incident }: { readonly incident: Incident }) {
  const name = useNames();
  const operator = useConsole((state) => state.situation.operator);
  const { commander, handover } = incident;
  return (
    <>
      <dt>Commander</dt>
      <dd className={handover ? 'handing-over' : ''}>
        {commander ? (
          <button type="button" className="holder" onClick={() => show({ over: 'handover' })}>
            <b data-testid="commander" title={name(commander)}>
              {name(commander)}
            </b>
            {handover ? <span className="is-risk"> → {name(handover.to)}?</span> : null}
          </button>
        ) : (
          <button
            type="button"
            className="vacant"
            onClick={() => void takeCommand(incident.id)}
            disabled={operator === null}
          >
            vacant<span className="only-wide"> · take (T)</span>
          </button>
        )}
      </dd>
    </>
  );
}

function Held({
  incident,
  office,
  name: roleWords,
}: {
  readonly incident: Incident;
  /** Role id. */
  readonly office: string;
  readonly name: string;
}) {
  const name = useNames();
  const holder = incident.roles[office];
  return (
    <>
      <dt>{roleWords}</dt>
      <dd>
        <button
          type="button"
          className={holder ? 'holder' : 'vacant'}
          data-testid={`role-${office}`}
          title={holder ? name(holder) : undefined}
          onClick={() => show({ over: 'roles', role: office })}
        >
          {holder ? (
            name(holder)
          ) : (
            <>
              vacant<span className="only-wide"> · assign</span>
            </>
          )}
        </button>
      </dd>
    </>
  );
}

/** How many the commander leads directly, of the seven that ICS asks for at most. */
function Span({ incident }: { readonly incident: Incident }) {
  const { people, most, isExceeded } = spanOfControl(incident);
  return (
    <>
      <dt>Leads</dt>
      <dd className={isExceeded ? 'is-risk' : ''} data-testid="span">
        {people.length} of {most}
        <span className="span-meter" aria-hidden="true">
          {Array.from({ length: most }, (_, index) => `mark-${index + 1}`).map((mark, index) => (
            <span key={mark} className={index < people.length ? 'taken' : ''} />
          ))}
        </span>
      </dd>
    </>
  );
}

function Console() {
  const name = useNames();
  const operator = useConsole((state) => state.situation.operator);
  const locked = useConsole((state) => state.situation.locked);
  const proof = useConsole((state) => state.situation.proof);
  const words = operator ? name(operator) : locked ? `Locked: ${name(locked)}` : 'nobody signed in';
  return (
    <>
      <dt>Console</dt>
      <dd>
        <button
          type="button"
          className={operator ? 'holder' : locked ? 'locked' : 'vacant'}
          data-testid="operator"
          title={operator ? `${words}, ${proof === 'pin' ? 'proven by PIN' : 'by name only'} (U)` : words}
          onClick={() => show({ form: 'sign-in', person: operator ? null : locked })}
        >
          {words}
        </button>
      </dd>
    </>
  );
}
