import { useId } from 'react';
import type { Parameter } from '../../../src/domain/run/parameters';
import { shortened } from './values-words';

type ValueFieldProps = {
  readonly parameter: Parameter;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with it, in words; null = nothing. */
  readonly fault: string | null;
  /** The first one takes the focus. */
  readonly first: boolean;
};

const longest = 10_000;

/** One parameter of a runbook: what it is, its default, and whether the value is another one. */
export function ValueField({ parameter, value, onChange, fault, first }: ValueFieldProps) {
  const own = useId();
  const wordsId = `${own}-words`;
  const { id, description } = parameter;
  const isChanged = value !== parameter.default;
  const options = optionsOf(parameter);
  const common = {
    id: own,
    'data-testid': `value-${id}`,
    'aria-describedby': wordsId,
    'aria-invalid': fault !== null,
    autoFocus: first,
    value,
  };
  return (
    <div className={`field value-field${isChanged ? ' value-changed' : ''}`}>
      <label htmlFor={own}>
        <b>{id}</b>
        {description ? ` · ${description}` : ''}
      </label>
      {options ? (
        <select {...common} onChange={(event) => onChange(event.target.value)}>
          {options.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type="text"
          inputMode={parameter.type === 'integer' ? 'numeric' : 'text'}
          maxLength={longest}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <small
        id={wordsId}
        data-testid={`words-${id}`}
        className={fault ? 'value-fault' : ''}
        role={fault ? 'alert' : undefined}
      >
        {fault ?? wordsOf(parameter, isChanged)}
      </small>
    </div>
  );
}

function optionsOf({ type, choices = [] }: Parameter): readonly string[] | null {
  if (type === 'boolean') return ['true', 'false'];
  return type === 'choice' ? choices : null;
}

function wordsOf(parameter: Parameter, isChanged: boolean): string {
  const kind = {
    duration: 'duration such as 15m · ',
    integer: 'whole number · ',
    text: '',
    boolean: '',
    choice: '',
  };
  return `${isChanged ? '▲ changed · ' : ''}${kind[parameter.type]}default ${shortened(parameter.default)}`;
}
