import type { StartFound } from '../../src/ipc/start-plan';

type Templates = StartFound['templates'];

type TemplateFieldProps = {
  readonly label: string;
  readonly testId: string;
  readonly templates: Templates;
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** Words for none of its own; absent = one has to be chosen. */
  readonly none?: string;
};

/** What restores a service. */
export function TemplateField({ label, testId, templates, value, onChange, none }: TemplateFieldProps) {
  return (
    <label className="field">
      {label}
      <select value={value} data-testid={testId} onChange={(event) => onChange(event.target.value)}>
        {none === undefined ? null : <option value="">{none}</option>}
        {templates.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What a template is for, and whether it can be undone. */
export function TemplateSummary({ templates, id }: { readonly templates: Templates; readonly id: string }) {
  const template = templates.find((each) => each.id === id);
  if (!template) return null;
  return (
    <p className="start-summary">
      {template.summary}
      {template.irreversible ? <b className="is-risk"> Nothing undoes it.</b> : null}
    </p>
  );
}
