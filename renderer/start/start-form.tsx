import type { StartFound } from '../../src/ipc/start-plan';
import { asCount } from '../ui/numbers';
import type { Filled } from './answers';

type FormProps = {
  readonly found: StartFound;
  readonly filled: Filled;
  readonly onChange: (filled: Filled) => void;
};

/** Who, which services, and what restores them. */
export function StartForm({ found, filled, onChange }: FormProps) {
  const set = (part: Partial<Filled>) => onChange({ ...filled, ...part });
  const template = found.templates.find(({ id }) => id === filled.template);
  return (
    <form className="start-form" onSubmit={(event) => event.preventDefault()}>
      <h2>Who</h2>
      <Text id="organisation" label="Organisation" filled={filled} set={set} isFirst />
      <Text id="name" label="Your name" filled={filled} set={set} />
      <div className="start-pair">
        <Text id="phone" label="Telephone, if the network is down" filled={filled} set={set} />
        <Text id="mail" label="Mail" filled={filled} set={set} />
      </div>
      {found.needsUser ? (
        <Text id="user" label="Who signs in where the inventory names nobody" filled={filled} set={set} />
      ) : null}
      <h2>What restores them</h2>
      <label className="field">
        Template
        <select
          value={filled.template}
          data-testid="start-template"
          onChange={(event) => set({ template: event.target.value })}
        >
          {found.templates.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p className="start-summary">
        {template?.summary}
        {template?.irreversible ? <b className="is-risk"> Nothing undoes it.</b> : null}
      </p>
      <label className="field">
        Begins as
        <select
          value={filled.mode}
          data-testid="start-mode"
          onChange={(event) => set({ mode: event.target.value === 'tabletop' ? 'tabletop' : 'drill' })}
        >
          <option value="drill">Drill: the whole screen says so</option>
          <option value="tabletop">Tabletop: talked through</option>
        </select>
      </label>
      <h2>
        Services: {asCount(filled.groups.length)} of {asCount(found.groups.length)} groups
      </h2>
      <fieldset className="start-groups" aria-label="Groups that become services" data-testid="start-groups">
        {found.groups.map(({ name, size }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={filled.groups.includes(name)}
              onChange={(event) => set({ groups: toggled(found, filled.groups, name, event.target.checked) })}
            />
            <span>{name}</span>
            <small>{asCount(size)}</small>
          </label>
        ))}
      </fieldset>
    </form>
  );
}

type TextProps = {
  readonly id: 'organisation' | 'name' | 'phone' | 'mail' | 'user';
  readonly label: string;
  readonly filled: Filled;
  readonly set: (part: Partial<Filled>) => void;
  readonly isFirst?: boolean;
};

function Text({ id, label, filled, set, isFirst = false }: TextProps) {
  return (
    <label className="field">
      {label}
      <input
        value={filled[id]}
        maxLength={id === 'phone' ? 50 : id === 'user' ? 64 : 200}
        autoComplete="off"
        spellCheck={false}
        data-testid={`start-${id}`}
        // biome-ignore lint/a11y/noAutofocus: the person asked for this page to fill it in
        autoFocus={isFirst}
        onChange={(event) => set({ [id]: event.target.value })}
      />
    </label>
  );
}

/** In the order in which the groups were found, whatever was ticked first. */
function toggled(found: StartFound, groups: readonly string[], name: string, isIn: boolean) {
  return found.groups
    .map((each) => each.name)
    .filter((each) => (each === name ? isIn : groups.includes(each)));
}
