import { useState } from 'react';
import { type EditPath, isGroup, isList } from '../../../src/domain/plan/plan-edit';
import { ActButton } from '../../ui/act-button';
import { edit } from '../draft-queue';
import { Field } from './field';
import { fieldWords, oneOf } from './field-words';
import { nodeFor } from './form-model';
import { Fields, type PartProps } from './parts';
import { OwnProblems } from './problems';

/** More of them than these lie folded. */
const mostUnfolded = 4;

/** Things by their key, such as the impact by the length of an outage. */
export function Keyed({ path, node, value }: PartProps) {
  const name = String(path.at(-1) ?? '');
  const [key, setKey] = useState('');
  const group = isGroup(value) ? value : {};
  const inner = typeof node.additionalProperties === 'object' ? node.additionalProperties : {};
  const example = String(node.propertyNames?.examples?.[0] ?? '');
  const isFree = key !== '' && !Object.hasOwn(group, key);
  const add = () => {
    void edit([{ op: 'set', path: [...path, key], value: inner.properties ? {} : '' }]);
    setKey('');
  };
  return (
    <fieldset className="plan-group">
      <legend title={node.description}>{fieldWords(name)}</legend>
      <OwnProblems path={path} />
      {Object.entries(group).map(([each, item], index) => {
        const at = [...path, each];
        const isSingle = !isGroup(item) && !isList(item) && !inner.properties;
        return isSingle ? (
          <div className="plan-item-row" key={each}>
            <Field path={at} node={inner} value={item} isRequired words={each} />
            <Remove name={each} path={at} />
          </div>
        ) : (
          <details className="plan-item" key={each} open={index < mostUnfolded}>
            <summary>
              <b>{each}</b>
            </summary>
            <OwnProblems path={at} />
            <Fields path={at} node={nodeFor(inner, item)} value={item} />
            <Remove name={each} path={at} />
          </details>
        );
      })}
      <div className="plan-item-row">
        <div className="plan-field">
          <label>
            New {oneOf(name)}
            <input
              type="text"
              value={key}
              placeholder={example}
              onChange={({ target }) => setKey(target.value.trim())}
            />
          </label>
        </div>
        <ActButton disabled={!isFree} onAct={add}>
          Add
        </ActButton>
      </div>
    </fieldset>
  );
}

function Remove({ name, path }: { readonly name: string; readonly path: EditPath }) {
  return (
    <ActButton label={`Remove ${name}`} onAct={() => void edit([{ op: 'remove', path }])}>
      Remove
    </ActButton>
  );
}
