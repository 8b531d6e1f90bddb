import { type ReactNode, useId } from 'react';
import type { EditPath, Plain } from '../../../src/domain/plan/plan-edit';
import type { SchemaNode } from '../../../src/domain/plan/schema-node';
import { edit } from '../draft-queue';
import { usePlan } from '../plan-state';
import { choicesOf, fieldWords } from './field-words';
import { kindOf, pathName, problemsAt, typedValue } from './form-model';
import { Problems } from './problems';
import { TextEntry } from './text-entry';

export type FieldProps = {
  readonly path: EditPath;
  readonly node: SchemaNode;
  readonly value: Plain | undefined;
  /** Whether the file needs it. */
  readonly isRequired: boolean;
  /** Said instead of the field's own name. */
  readonly words?: string;
};

/** One value: what it is called, what it says, what is wrong with it. */
export function Field({ path, node, value, isRequired, words }: FieldProps) {
  const id = useId();
  const problems = usePlan((state) => state.open?.problems);
  const own = problemsAt(problems ?? [], path);
  const name = String(path.findLast((step) => typeof step === 'string') ?? '');
  const give = (next: Plain | undefined) => {
    if (next === undefined ? value !== undefined : next !== value)
      void edit([next === undefined ? { op: 'remove', path } : { op: 'set', path, value: next }]);
  };
  const kind = kindOf(node, value);
  const about = {
    id,
    'data-testid': `plan-field-${pathName(path)}`,
    'aria-invalid': own.some(({ severity }) => severity === 'error') || undefined,
    'aria-describedby': own.length > 0 ? `${id}-problems` : undefined,
    title: node.description,
  };
  const standard = node.default === undefined || typeof node.default === 'object' ? '' : String(node.default);
  let entry: ReactNode;
  if (kind === 'choice' || kind === 'switch') {
    const choices = kind === 'switch' ? ['true', 'false'] : (node.enum ?? []).map(String);
    const written = value === undefined ? '' : String(value);
    entry = (
      <select
        {...about}
        value={written}
        onChange={({ target }) =>
          give(target.value === '' ? undefined : kind === 'switch' ? target.value === 'true' : target.value)
        }
      >
        {isRequired && written !== '' ? null : (
          <option value="">{standard ? `${standard} (default)` : '—'}</option>
        )}
        {choices.includes(written) || written === '' ? null : <option value={written}>{written}</option>}
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  } else
    entry = (
      <TextEntry
        about={about}
        written={value === undefined || value === null ? '' : String(value)}
        isLong={kind === 'prose'}
        choices={choicesOf(name)}
        standard={standard}
        onGive={(text) => give(text === '' && !isRequired ? undefined : typedValue(node, text))}
      />
    );
  return (
    <div className={isLong(kind, value) ? 'plan-field plan-field-long' : 'plan-field'}>
      <label htmlFor={id}>{words ?? fieldWords(name)}</label>
      {entry}
      <Problems id={`${id}-problems`} problems={own} />
    </div>
  );
}

/** Prose gets the whole width once there is much of it. */
const isLong = (kind: string, value: Plain | undefined): boolean =>
  kind === 'prose' && String(value ?? '').length > 60;
