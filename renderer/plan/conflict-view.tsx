import { ActButton } from '../ui/act-button';
import { CopyButton } from '../ui/copy-button';
import { asNoun } from '../ui/numbers';
import { TwiceButton } from '../ui/twice-button';
import { ChangedLines } from './changed-lines';
import { countChanges } from './changes';
import { merge } from './merge';
import { dropDraft, goOnWith } from './plan-acts';
import { type OpenFile, usePlan } from './plan-state';

/** The file was changed in the folder while there was a draft of it: both versions against what both began from. */
export function ConflictView({ open }: { readonly open: OpenFile }) {
  const theirs = usePlan((state) => state.theirs);
  const { file, base, text } = open;
  const before = base?.text ?? '';
  const together = theirs ? merge(before, text, theirs.text) : null;
  const mine = asNoun(countChanges(before, text), 'change');
  return (
    <div className="plan-conflict" role="alert" data-testid="plan-conflict">
      <p className="plan-lead">
        <b className="is-risk">
          {theirs
            ? `${file} was changed in the folder while you had a draft of it.`
            : `${file} was removed from the folder while you had a draft of it.`}
        </b>{' '}
        Nothing is lost: their version is in the folder, yours is kept as a draft. Nothing was written.
      </p>
      <div className="plan-acts-row">
        {together === null ? null : (
          <ActButton kind="act" testId="plan-merge" onAct={() => goOnWith(together)}>
            Put my {mine} onto their version
            <small>no line was changed by both</small>
          </ActButton>
        )}
        <ActButton testId="plan-keep-mine" onAct={() => goOnWith(text)}>
          {theirs ? 'Go on with mine, and see what it takes from theirs' : 'Go on with mine as a new file'}
        </ActButton>
        <TwiceButton
          testId="plan-take-theirs"
          words={theirs ? `Take theirs, and drop my ${mine}` : `Drop my ${mine}`}
          again={`Press again: my ${mine} cannot be had back`}
          onAct={() => void dropDraft()}
        />
        <CopyButton text={text} words="Copy mine" />
      </div>
      <div className="plan-both">
        <section>
          <h3>Mine, against what we both began from</h3>
          <ChangedLines before={before} after={text} label="My changes" />
        </section>
        <section>
          <h3>Theirs, against the same</h3>
          <ChangedLines before={before} after={theirs?.text ?? ''} label="Their changes" />
        </section>
      </div>
    </div>
  );
}
