import { commandRoles } from '../../../src/domain/incident/roles';
import { spanOfControl } from '../../../src/domain/incident/span-of-control';
import { type Person, roleName } from '../../../src/domain/plan/plan';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { Over } from '../../ui/over';
import { assignRole } from '../acts-people';
import { useFocus } from '../focus';

const nobody: never[] = [];
const close = () => show({ over: null, role: null });

/** Every role of the command with who holds it; a choice assigns at once. */
export function RolesSheet() {
  const { barIncident: incident } = useFocus();
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const role = useScreen((state) => state.role);
  const notice = useScreen((state) => state.notice);
  if (!incident) return null;
  const commander = people.find((each) => each.id === incident.commander);
  const { people: led, most, isExceeded } = spanOfControl(incident);
  return (
    <Over label="Roles" className="sheet" onClose={close}>
      <h2>Roles in {incident.id}</h2>
      <div className="sheet-rows" data-testid="roles">
        <p className="sheet-row">
          <span>{roleName('incident-commander')}</span>
          <b className={commander ? '' : 'is-down'}>{commander?.name ?? 'vacant'}</b>
          <ActButton kind="link" onAct={() => show({ over: 'handover' })}>
            {commander ? 'Hand over (H)' : ''}
          </ActButton>
        </p>
        {commandRoles
          .filter((each) => each !== 'incident-commander')
          .map((each) => (
            <RoleRow
              key={each}
              incident={incident.id}
              role={each}
              holder={incident.roles[each] ?? null}
              people={people}
              focus={role === null ? each === 'deputy' : role === each}
            />
          ))}
      </div>
      <p className={isExceeded ? 'is-risk' : 'is-dim'}>
        The commander leads {led.length} of at most {most} directly
        {isExceeded ? ': put somebody between' : ''}.
      </p>
      {notice ? <p className="is-risk">{notice.lines.join(' ')}</p> : null}
      <ActButton onAct={close}>Close (Esc)</ActButton>
    </Over>
  );
}

function RoleRow({
  incident,
  role,
  holder,
  people,
  focus,
}: {
  readonly incident: string;
  readonly role: string;
  readonly holder: string | null;
  readonly people: readonly Person[];
  readonly focus: boolean;
}) {
  // Who has the role in the plan comes first.
  const fits = (person: Person) => (person.roles.includes(role) ? 0 : 1);
  const sorted = [...people].sort((a, b) => fits(a) - fits(b));
  return (
    <label className="sheet-row">
      <span>{roleName(role)}</span>
      <select
        className={holder ? '' : 'is-down'}
        data-testid={`assign-${role}`}
        value={holder ?? ''}
        // biome-ignore lint/a11y/noAutofocus: the person opened the sheet for this role
        autoFocus={focus}
        onChange={(event) => void assignRole(incident, role, event.target.value || null)}
      >
        <option value="">vacant</option>
        {sorted.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
            {person.roles.includes(role) ? ' · by the plan' : ''}
          </option>
        ))}
      </select>
    </label>
  );
}
