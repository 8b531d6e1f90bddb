import { ActButton } from '../ui/act-button';
import { asNoun } from '../ui/numbers';
import { TwiceButton } from '../ui/twice-button';
import { ChangedLines } from './changed-lines';
import { countChanges } from './changes';
import { Problems } from './form/problems';
import { dropDraft, savePlan } from './plan-acts';
import { type OpenFile, showPlan } from './plan-state';

/** What a save would change, and the one act that does it. */
export function ChangesView({ open, whyNot }: { readonly open: OpenFile; readonly whyNot: string | null }) {
  const { file, base, text, problems, elsewhere } = open;
  const many = countChanges(base?.text ?? '', text);
  const errors = [...problems, ...elsewhere].filter(({ severity }) => severity === 'error');
  const inTheWay = whyNot ?? (errors.length > 0 ? `${asNoun(errors.length, 'mistake')} first` : null);
  return (
    <div className="plan-changes">
      <div className="plan-acts-row">
        <ActButton kind="act" testId="plan-save" disabled={inTheWay !== null} onAct={() => void savePlan()}>
          {`Save ${asNoun(many, 'change')} to ${file}`}
          <small>{inTheWay ?? 'the plan in force follows at once · Enter'}</small>
        </ActButton>
        <ActButton testId="plan-back" onAct={() => showPlan({ step: 'edit' })}>
          Go on editing (Esc)
        </ActButton>
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
