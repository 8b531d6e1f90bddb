import { type FormEvent, useState } from 'react';
import type { Plan } from '../../src/domain/plan/plan';
import type { Run } from '../../src/domain/run/run-state';
import { show, useScreen } from '../screen';
import { ActButton } from '../ui/act-button';
import { asNoun } from '../ui/numbers';
import { previewPassed } from './acts-run';

/** Chooses what to run on the endpoints that ended well; what comes of it is shown before anything is sent. */
export function PassedForm({
  run,
  plan,
  passed,
}: {
  readonly run: Run;
  readonly plan: Plan;
  readonly passed: number;
}) {
  const choices = runbooksAfter(plan, run);
  const [runbook, choose] = useState(choices[0]?.id ?? '');
  const pending = useScreen((state) => state.pending === 'retry');
  const send = () => void previewPassed(run.id, runbook);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (runbook !== '' && !pending) send();
  };
  return (
    <form className="passed-form" data-testid="passed-form" onSubmit={submit}>
      <label className="field">
        On the {asNoun(passed, 'endpoint')} that passed {run.id}
        <select
          data-testid="passed-runbook"
          // biome-ignore lint/a11y/noAutofocus: the person just asked for this choice
          autoFocus
          value={runbook}
          onChange={(event) => choose(event.target.value)}
        >
          {choices.map(({ id, name, words }) => (
            <option key={id} value={id}>
              {name}
              {words}
            </option>
          ))}
        </select>
      </label>
      <ActButton testId="passed-show" disabled={pending || runbook === ''} onAct={send}>
        Show the run
      </ActButton>
      <ActButton kind="link" onAct={() => show({ form: null })}>
        Leave (Esc)
      </ActButton>
      <button type="submit" hidden>
        Show the run
      </button>
    </form>
  );
}

/** Every runbook, those that an envelope of the service allows first, and the one that ran before last. */
export function runbooksAfter(plan: Plan, run: Run) {
  const envelopes = plan.services.find((each) => each.id === run.service)?.authority.envelopes ?? [];
  const allowed = new Set(envelopes.map((each) => each.runbook));
  const rank = (id: string) => (id === run.manifest.runbook ? 2 : 0) + (allowed.has(id) ? 0 : 4);
  return [...plan.runbooks]
    .sort((a, b) => rank(a.id) - rank(b.id))
    .map(({ id, name }) => ({
      ...{ id, name },
      words: `${id === run.manifest.runbook ? ', once more' : ''}${allowed.has(id) ? '' : ' · no envelope allows it'}`,
    }));
}
