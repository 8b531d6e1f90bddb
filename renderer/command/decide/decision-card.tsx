import { type FormEvent, useState } from 'react';
import type { Decision } from '../../../src/domain/incident/decision';
import { nameOf } from '../../../src/domain/names';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { decide, objectTo } from '../acts-words';
import { WaitRow } from './wait-row';

const nobody: never[] = [];

/** A question to one person: risk, plan B, strong objections, and the two answers. */
export function DecisionCard({
  incident,
  decision,
}: {
  readonly incident: string;
  readonly decision: Decision;
}) {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const operator = useConsole((state) => state.situation.operator);
  const [objecting, setObjecting] = useState(false);
  const mine = decision.owner === operator;
  const passed = decision.passedFrom.map((id) => nameOf(people, id)).join(', ');
  return (
    <WaitRow
      testId={`wait-${decision.id}`}
      title={decision.proposal}
      dueAt={decision.dueAt}
      about={
        <>
          {mine ? <b>your decision</b> : `${nameOf(people, decision.owner)} decides`}
          {decision.proposedBy ? ` · proposed by ${nameOf(people, decision.proposedBy)}` : ''}
          {passed ? ` · undecided by ${passed}` : ''}
        </>
      }
      acts={
        <>
          <ActButton kind="link" testId="go" onAct={() => void decide(incident, decision.id, 'go')}>
            Go
          </ActButton>
          <ActButton kind="link" testId="no-go" onAct={() => void decide(incident, decision.id, 'no-go')}>
            No-go
          </ActButton>
          <ActButton kind="link" testId="object" onAct={() => setObjecting(!objecting)}>
            Object
          </ActButton>
          <span className="is-dim">
            {decision.objections.length === 0
              ? 'no strong objection'
              : `${decision.objections.length} strong objection${decision.objections.length > 1 ? 's' : ''}`}
          </span>
        </>
      }
    >
      {decision.risk ? <p>Risk: {decision.risk}</p> : null}
      {decision.planB ? <p>Plan B: {decision.planB}</p> : null}
      {decision.objections.map(({ person, objection }) => (
        <p key={person} className="is-risk">
          {nameOf(people, person)} objects: {objection}
        </p>
      ))}
      {objecting ? (
        <ObjectionForm incident={incident} decision={decision.id} onDone={() => setObjecting(false)} />
      ) : null}
    </WaitRow>
  );
}

function ObjectionForm({
  incident,
  decision,
  onDone,
}: {
  readonly incident: string;
  readonly decision: string;
  readonly onDone: () => void;
}) {
  const [text, setText] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && (await objectTo(incident, decision, text.trim()))) onDone();
  };
  return (
    <form className="inline-form" onSubmit={submit}>
      <input
        aria-label="Your strong objection"
        placeholder="Your strong objection; Enter records it"
        data-testid="objection"
        // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
        autoFocus
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}
