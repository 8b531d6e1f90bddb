import { type FormEvent, useState } from 'react';
import type { Plan } from '../../../src/domain/plan/plan';
import type { RunPreview } from '../../../src/domain/views/primary-action';
import { show, useScreen } from '../../screen';
import { ActButton } from '../../ui/act-button';
import { asNoun } from '../../ui/numbers';
import { type Faults, faultsIn, type Typed, takeValues } from '../acts-values';
import { Frame } from './frame';
import { ValueField } from './value-field';
import { settable, shownValues } from './values-words';

/**
 * The values a runbook is started with, in place of the act itself: nothing can be run while they are typed. What
 * comes of them is another manifest, which is shown and approved like any.
 */
export function ValuesBlock({ preview, plan }: { readonly preview: RunPreview; readonly plan: Plan }) {
  const parameters = settable(plan, preview);
  const pending = useScreen((state) => state.pending === 'values');
  const [typed, setTyped] = useState<Typed>(() =>
    Object.fromEntries(shownValues(plan, preview.manifest).map(({ id, written }) => [id, written])),
  );
  const [faults, setFaults] = useState<Faults>({});
  const changed = parameters.filter((each) => typed[each.id] !== each.default).length;
  const send = async () => {
    const known = faultsIn(parameters, typed);
    const found = Object.keys(known).length > 0 ? known : await takeValues(preview, plan, typed);
    if (!found) return;
    setFaults(found);
    focusFirst(found);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const change = (id: string) => (value: string) => {
    setTyped({ ...typed, [id]: value });
    setFaults({ ...faults, [id]: '' });
  };
  return (
    <Frame
      words={{
        tone: 'act',
        title: `Values for ${preview.runbookName}`,
        facts: [
          [
            'Other values are another manifest, to be approved anew. What starts by itself takes the defaults.',
          ],
        ],
      }}
      kind="values"
      control={
        <ActButton kind="act" testId="take-values" disabled={pending} onAct={() => void send()}>
          Show the run
          <small>{changed === 0 ? 'with the defaults' : `${asNoun(changed, 'value')} changed`} · Enter</small>
        </ActButton>
      }
    >
      <form className="value-fields" onSubmit={submit} data-testid="values-form">
        {parameters.map((parameter, index) => (
          <ValueField
            key={parameter.id}
            parameter={parameter}
            value={typed[parameter.id] ?? parameter.default}
            onChange={change(parameter.id)}
            fault={faults[parameter.id] || null}
            first={index === 0}
          />
        ))}
        <button type="submit" hidden>
          Show the run
        </button>
      </form>
      <div className="primary-links">
        <ActButton
          kind="link"
          testId="type-defaults"
          disabled={changed === 0}
          onAct={() => {
            setTyped(Object.fromEntries(parameters.map((each) => [each.id, each.default])));
            setFaults({});
          }}
        >
          Back to the defaults
        </ActButton>
        <ActButton kind="link" onAct={() => show({ form: null })}>
          Leave (Esc)
        </ActButton>
      </div>
    </Frame>
  );
}

/** Whoever pressed Enter in one field has to see that another is wrong. */
function focusFirst(faults: Faults): void {
  const [id] = Object.keys(faults).filter((each) => each !== '');
  if (id !== undefined)
    document.querySelector<HTMLElement>(`[data-testid="value-${CSS.escape(id)}"]`)?.focus();
}
