import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { asNoun } from '../ui/numbers';
import { TwiceButton } from '../ui/twice-button';
import { ChangedLines } from './changed-lines';
import { countChanges } from './changes';
import { putBack } from './entry-acts';
import { Problems } from './form/problems';
import { dropDraft, savePlan } from './plan-acts';
import { type OpenFile, showPlan, usePlan } from './plan-state';

/** A mistake that is a name of nothing. */
const namesNothing = /^unknown-(person|role|channel|service|runbook)$/;

/** What a save would change, and the one act that does it. */
export function ChangesView({ open, whyNot }: { readonly open: OpenFile; readonly whyNot: string | null }) {
  const { file, schema, base, text, problems, elsewhere } = open;
  const deleted = usePlan((state) => state.deleted);
  const hasPlan = useConsole((state) => state.plan.plan !== null);
  const many = countChanges(base?.text ?? '', text);
  const errors = [...problems, ...elsewhere].filter(({ severity }) => severity === 'error');
  const named = deleted ? errors.filter(({ rule }) => namesNothing.test(rule)).length : 0;
  const first = errors.length > 0 ? `${asNoun(errors.length, 'mistake')} first` : null;
  const inTheWay = whyNot ?? (hasPlan ? first : null);
  const follows =
    schema === null
      ? 'Enter'
      : hasPlan
        ? 'the plan in force follows at once · Enter'
        : 'no plan is in force before the last mistake is mended · Enter';
  return (
    <div className="plan-changes">
      {deleted && named > 0 ? (
        <p className="plan-lead is-risk" data-testid="plan-still-named">
          <b>
            {deleted.name} is still named in {asNoun(named, 'place')}.
          </b>{' '}
          Name somebody or something else there first; this draft is kept meanwhile.
        </p>
      ) : null}
      <div className="plan-acts-row">
        <ActButton kind="act" testId="plan-save" disabled={inTheWay !== null} onAct={() => void savePlan()}>
          {`Save ${asNoun(many, 'change')} to ${file}`}
          <small>{inTheWay ?? follows}</small>
        </ActButton>
        <ActButton testId="plan-back" onAct={() => showPlan({ step: 'edit' })}>
          Go on editing (Esc)
        </ActButton>
        {deleted ? (
          <ActButton testId="plan-put-back" onAct={putBack}>
            Put {deleted.name} back
          </ActButton>
        ) : null}
        <TwiceButton
          testId="plan-drop"
          words={base === null ? 'Drop the new file' : `Drop ${asNoun(many, 'change')}`}
          again={
            base === null
              ? 'Press again to drop the new file'
              : `Press again to drop ${asNoun(many, 'change')}`
          }
          onAct={() => void dropDraft()}
        />
      </div>
      <Problems problems={errors} />
      <ChangedLines before={base?.text ?? ''} after={text} label={`What changes in ${file}`} />
    </div>
  );
}
