import { type FormEvent, useState } from 'react';
import type { Incident } from '../../../src/domain/incident/incident';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { propose } from '../acts-words';

const nobody: never[] = [];
const minute = 60_000;
const boxes = [1, 2, 3, 5, 10, 15, 30] as const;

/** Puts a question to somebody: proposal, risk, plan B, who decides, by when. */
export function ProposeForm({ incident }: { readonly incident: Incident }) {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const pending = useScreen((state) => state.pending === 'propose');
  const [text, setText] = useState({ proposal: '', risk: '', planB: '' });
  const [owner, setOwner] = useState(incident.commander ?? people[0]?.id ?? '');
  const [minutes, setMinutes] = useState(3);
  const ready = text.proposal.trim() !== '' && owner !== '';
  const send = () => {
    if (ready) void propose({ incident: incident.id, ...text, owner, timeBoxMs: minutes * minute });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const field = (name: keyof typeof text, label: string, most: number, focus = false) => (
    <label className="field field-wide">
      {label}
      <input
        data-testid={`propose-${name}`}
        // biome-ignore lint/a11y/noAutofocus: the person just asked for this form
        autoFocus={focus}
        maxLength={most}
        value={text[name]}
        onChange={(event) => setText({ ...text, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <form className="propose" onSubmit={submit} data-testid="propose-form">
      {field('proposal', 'Proposal, as a question that go or no-go answers', 5000, true)}
      {field('risk', 'Risk', 2000)}
      {field('planB', 'Plan B', 2000)}
      <div className="form-row">
        <label className="field">
          Who decides
          <select
            data-testid="propose-owner"
            value={owner}
            onChange={(event) => setOwner(event.target.value)}
          >
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          Within
          <select value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
            {boxes.map((each) => (
              <option key={each} value={each}>
                {each} min
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="wait-acts">
        <ActButton testId="propose-send" disabled={!ready || pending} onAct={send}>
          Propose
        </ActButton>
        <ActButton kind="link" onAct={() => show({ form: null })}>
          Leave (Esc)
        </ActButton>
        <button type="submit" hidden>
          Send
        </button>
      </div>
    </form>
  );
}
