import { type FormEvent, useState } from 'react';
import type { Question } from '../../../src/domain/incident/remarks';
import { nameOf } from '../../../src/domain/names';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { answer } from '../acts-words';
import { WaitRow } from './wait-row';

const nobody: never[] = [];

/** A question that nobody has answered. */
export function QuestionRow({
  incident,
  question: { id, number, remark },
}: {
  readonly incident: string;
  readonly question: Question;
}) {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const [answering, setAnswering] = useState(false);
  const [text, setText] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') await answer(incident, number, text.trim());
  };
  return (
    <WaitRow
      testId={`wait-${id}`}
      title={`${number}. ${remark.text}`}
      dueAt={null}
      about={`Question${remark.by === null ? '' : ` of ${nameOf(people, remark.by)}`}`}
      acts={
        <ActButton kind="link" testId="answer" onAct={() => setAnswering(!answering)}>
          Answer
        </ActButton>
      }
    >
      {answering ? (
        <form className="inline-form" onSubmit={submit}>
          <input
            aria-label={`Answer to question ${number}`}
            placeholder="The answer; Enter records it"
            data-testid="answer-words"
            // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
            autoFocus
            maxLength={1900}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </form>
      ) : null}
    </WaitRow>
  );
}
