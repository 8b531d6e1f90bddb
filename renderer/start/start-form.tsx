import type { StartFound } from '../../src/ipc/start-plan';
import type { Filled } from './answers';
import { StartText } from './start-text';
import { TemplateField, TemplateSummary } from './template-field';

type FormProps = {
  readonly found: StartFound;
  readonly filled: Filled;
  readonly onChange: (filled: Filled) => void;
};

/** Who, and what is the same for every service that says nothing else. */
export function StartForm({ found, filled, onChange }: FormProps) {
  const set = (part: Partial<Filled>) => onChange({ ...filled, ...part });
  return (
    <section className="start-form">
      <h2>Who</h2>
      <StartText id="organisation" label="Organisation" filled={filled} set={set} isFirst />
      <StartText id="name" label="Your name" filled={filled} set={set} />
      <StartText id="phone" label="Telephone, if the network is down" filled={filled} set={set} />
      <StartText id="mail" label="Mail" filled={filled} set={set} />
      {found.needsUser ? (
        <StartText
          id="user"
          label="Who signs in where the inventory names nobody"
          filled={filled}
          set={set}
        />
      ) : null}
      <h2>For every service</h2>
      <TemplateField
        label="What restores it"
        testId="start-template"
        templates={found.templates}
        value={filled.template}
        onChange={(template) => set({ template })}
      />
      <TemplateSummary templates={found.templates} id={filled.template} />
      <label className="field">
        The plan begins as
        <select
          value={filled.mode}
          data-testid="start-mode"
          onChange={(event) => set({ mode: event.target.value === 'tabletop' ? 'tabletop' : 'drill' })}
        >
          <option value="drill">Drill: the whole screen says so</option>
          <option value="tabletop">Tabletop: talked through, nothing is sent</option>
        </select>
      </label>
    </section>
  );
}
