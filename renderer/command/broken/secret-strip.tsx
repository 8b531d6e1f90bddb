import { type FormEvent, useId, useState } from 'react';
import type { SecretQuestion } from '../../../src/ipc/snapshot';
import { call } from '../../api';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asNoun } from '../../ui/numbers';
import { Shape } from '../../ui/shape';
import { once } from '../acts';

/** A secret that the endpoints wait for is asked for above everything else, one at a time. */
export function SecretStrip() {
  const [question, ...others] = useConsole((state) => state.live.questions);
  return question ? <Question key={question.id} question={question} more={others.length} /> : null;
}

function Question({ question, more }: { readonly question: SecretQuestion; readonly more: number }) {
  const field = useId();
  const [secret, setSecret] = useState('');
  const [keep, setKeep] = useState(false);
  const answer = (given: { readonly secret: string; readonly keep: boolean } | null) =>
    void once('secret', () => call('secret.answer', { id: question.id, answer: given }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (secret !== '') answer({ secret, keep });
    // Nothing typed here outlives its answer.
    setSecret('');
  };
  return (
    <form className="strip secret-strip" onSubmit={submit} data-testid="secret-strip">
      <span className="is-risk">
        <Shape form="triangle" />
      </span>
      <label htmlFor={field} className="secret-words">
        {question.isAgain ? <b className="is-down">That was not it. </b> : null}
        {question.words}
        {more > 0 ? <small>{asNoun(more, 'more secret')} asked for after this one.</small> : null}
      </label>
      <input
        id={field}
        type="password"
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        value={secret}
        data-testid="secret"
        onChange={(event) => setSecret(event.target.value)}
      />
      <label className="secret-keep" title={question.whyNotKept ?? undefined}>
        <input
          type="checkbox"
          checked={keep}
          disabled={question.whyNotKept !== null}
          onChange={(event) => setKeep(event.target.checked)}
        />
        {question.whyNotKept === null ? 'keep in the keychain' : 'no keychain: asked at every start'}
      </label>
      <button
        type="submit"
        className="button button-quiet"
        disabled={secret === ''}
        data-testid="give-secret"
      >
        Use it
      </button>
      <ActButton kind="link" testId="refuse-secret" onAct={() => answer(null)}>
        Go on without
      </ActButton>
    </form>
  );
}
