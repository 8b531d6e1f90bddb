import type { StartFound } from '../../src/ipc/start-plan';
import type { OwnChoice, StartProbe } from './answers';
import { probeWords } from './probe-words';
import { TemplateField, TemplateSummary } from './template-field';

type ServiceChoiceProps = {
  readonly group: string;
  readonly found: StartFound;
  readonly own: OwnChoice;
  readonly onChange: (own: OwnChoice) => void;
};

/** What restores one service and what tells whether it works, where that is not as for all. */
export function ServiceChoice({ group, found, own, onChange }: ServiceChoiceProps) {
  const { template, probe } = own;
  const change = (next: { template?: string | undefined; probe?: StartProbe | undefined }) => {
    const { template: one, probe: other } = { template, probe, ...next };
    onChange({ ...(one === undefined ? {} : { template: one }), ...(other ? { probe: other } : {}) });
  };
  const words = probe && probeWords[probe.by];
  return (
    <fieldset className="start-own" aria-label={`What is different for ${group}`}>
      <TemplateField
        label="What restores it"
        testId="start-own-template"
        templates={found.templates}
        value={template ?? ''}
        none="As for every service"
        onChange={(id) => change({ template: id === '' ? undefined : id })}
      />
      {template === undefined ? null : <TemplateSummary templates={found.templates} id={template} />}
      <label className="field">
        What tells whether it works
        <select
          value={probe?.by ?? ''}
          data-testid="start-own-probe"
          onChange={(event) =>
            change({ probe: isKind(event.target.value) ? { by: event.target.value, at: '' } : undefined })
          }
        >
          <option value="">As its template says</option>
          {Object.entries(probeWords).map(([by, { kind }]) => (
            <option key={by} value={by}>
              {kind}
            </option>
          ))}
        </select>
      </label>
      {probe && words ? (
        <label className="field">
          {words.label}
          <input
            value={probe.at}
            placeholder={words.example}
            maxLength={1000}
            autoComplete="off"
            spellCheck={false}
            data-testid="start-probe-at"
            onChange={(event) => change({ probe: { ...probe, at: event.target.value } })}
          />
        </label>
      ) : null}
    </fieldset>
  );
}

const isKind = (by: string): by is StartProbe['by'] => Object.hasOwn(probeWords, by);
