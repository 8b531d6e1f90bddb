import { isObserver } from '../../../src/domain/incident/circumstances';
import { presentOperator } from '../../../src/domain/incident/lookup';
import { isAsked } from '../../../src/domain/run/console/answer';
import { consoleProgress } from '../../../src/domain/run/console/console-progress';
import type { ManifestStep } from '../../../src/domain/run/manifest';
import { countStates, type Run } from '../../../src/domain/run/run-state';
import { useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asCountdown, secondsUntil } from '../../ui/countdown';
import { useNow } from '../../ui/now';
import { asCount } from '../../ui/numbers';
import { stopRun } from '../acts';
import { chooseOption } from '../acts-run';
import { saidBy, sitesSaid, timeBoxEnd } from './ask-words';
import { AskedSites } from './asked-sites';
import type { PrimaryWords } from './fact';
import { Frame } from './frame';

type AskBlockProps = { readonly words: PrimaryWords; readonly run: Run; readonly step: ManifestStep };

/** The run waits for people: what they do or decide, how far it is, and Stop beside it. */
export function AskBlock({ words, run, step }: AskBlockProps) {
  const whyNot = useWhyNot(run, step);
  const progress = sitesSaid(run, step);
  const { sending, pending } = countStates(run);
  return (
    <Frame
      words={words}
      kind="ask"
      control={
        <ActButton kind="danger" testId="stop" onAct={() => void stopRun(run.id)}>
          Stop
          <small>
            leaves {asCount(sending)} in flight, {asCount(pending)} unsent · S
          </small>
        </ActButton>
      }
    >
      <p className="ask-line">
        <TimeBox run={run} step={step} />
        {progress === null ? null : <b data-testid="sites-done">{progress}</b>}
        {whyNot === null ? null : <span className="is-risk">{whyNot}</span>}
      </p>
      {step.manual && step.manual.steps.length > 0 ? (
        <ol className="ask-steps">
          {step.manual.steps.map((each) => (
            <li key={each}>{saidBy(run, step)(each)}</li>
          ))}
        </ol>
      ) : null}
      {step.manual ? <AskedSites run={run} step={step} disabled={whyNot !== null} /> : null}
      {step.decision ? <Options run={run} step={step} disabled={whyNot !== null} /> : null}
    </Frame>
  );
}

/** Why nobody at this console may answer now; null = the person at it may. */
function useWhyNot(run: Run, step: ManifestStep): string | null {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  if (!plan) return 'No plan is in force.';
  const person = presentOperator(plan, world);
  if (!person) return 'Sign in to answer.';
  const incident = world.incidents[run.incident] ?? null;
  if (isObserver(person, incident)) return `${person.name} observes.`;
  return isAsked(step, person, incident?.commander ?? null)
    ? null
    : `${person.name} is not asked; the Incident Commander may answer.`;
}

/** Counts the time box, and says aloud when it has passed; it decides nothing. */
function TimeBox({ run, step }: { readonly run: Run; readonly step: ManifestStep }) {
  const now = useNow();
  const end = timeBoxEnd(step, consoleProgress(run, step.id));
  if (end === null) return null;
  if (now < end) return <b role="timer">{asCountdown(secondsUntil(end, now))} left</b>;
  return (
    <>
      <b role="alert" className="is-risk">
        The time box has passed
      </b>
      <span className="is-risk"> {asCountdown(Math.floor((now - end) / 1000))} ago</span>
    </>
  );
}

/** A digit goes to an option, and Enter chooses it: no single key sends a run on. */
function Options({ run, step, disabled }: Omit<AskBlockProps, 'words'> & { readonly disabled: boolean }) {
  const pending = useScreen((state) => state.pending === 'answer');
  return (
    <ul className="ask-options">
      {step.decision?.options.map(({ id, label, ends }, index) => (
        <li key={id}>
          <ActButton
            kind={ends ? 'quiet' : 'act'}
            testId={`choose-${index + 1}`}
            disabled={disabled || pending}
            onAct={() => void chooseOption(run.id, step.id, id)}
          >
            <kbd>{index + 1}</kbd> {saidBy(run, step)(label)}
            <small>{ends ? 'ends the run here' : 'the run goes on'}</small>
          </ActButton>
        </li>
      ))}
    </ul>
  );
}
