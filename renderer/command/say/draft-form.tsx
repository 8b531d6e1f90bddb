import { useState } from 'react';
import type { Cadence } from '../../../src/domain/comms/cadence';
import type { Draft } from '../../../src/domain/comms/draft';
import { useScreen } from '../../screen';
import { ActButton } from '../../ui/act-button';
import { asAgo, asSpan } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { signOff } from '../acts-words';

const minute = 60_000;

type DraftFormProps = {
  readonly incident: string;
  readonly cadence: Cadence;
  /** As the journal fills it in now; follows it until somebody writes in it. */
  readonly draft: Draft;
  /** What is said after the end promises no further update. */
  readonly isLastWord: boolean;
};

/** An update as it would go out, to be changed and signed off. What comes too early says so before it goes. */
export function DraftForm({ incident, cadence, draft, isLastWord }: DraftFormProps) {
  const [written, write] = useState<string | null>(null);
  const [nextMs, setNextMs] = useState<number | null>(null);
  const [askedEarly, setAskedEarly] = useState(false);
  const pending = useScreen((state) => state.pending === 'sign-off');
  const now = useNow();
  const { audience, lastAt, notBefore } = cadence;
  const text = written ?? draft.text;
  const nextUpdateMs = nextMs ?? draft.nextUpdateMs;
  const early = now < notBefore;
  const send = async () => {
    if (early && !askedEarly) {
      setAskedEarly(true);
      return;
    }
    const evenIfEarly = early ? { evenIfEarly: true } : {};
    if (await signOff({ incident, audience: audience.id, text, nextUpdateMs, ...evenIfEarly })) {
      write(null);
      setAskedEarly(false);
    }
  };
  return (
    <div className="draft-form">
      <textarea
        className="draft"
        aria-label={`Update for ${audience.name}`}
        data-testid="draft"
        rows={6}
        maxLength={5000}
        value={text}
        onChange={(event) => write(event.target.value)}
      />
      {early && askedEarly ? (
        <p className="is-risk" role="alert" data-testid="early">
          {audience.name} heard {asAgo(now - (lastAt ?? now))}, and the plan gives them{' '}
          {asSpan(audience.floorMs)} of quiet. Send it all the same?
        </p>
      ) : null}
      <div className="wait-acts">
        <ActButton testId="sign-off" disabled={pending || text.trim() === ''} onAct={() => void send()}>
          {early ? (askedEarly ? 'Send it early' : 'Sign off early…') : 'Sign off'}
        </ActButton>
        {isLastWord ? (
          <span className="is-dim">the last word on {incident}</span>
        ) : (
          <label className="next-update">
            next in{' '}
            <select value={nextUpdateMs} onChange={(event) => setNextMs(Number(event.target.value))}>
              {promises(cadence, draft.nextUpdateMs).map((ms) => (
                <option key={ms} value={ms}>
                  {asSpan(ms)}
                </option>
              ))}
            </select>
          </label>
        )}
        {written === null ? null : (
          <ActButton kind="link" onAct={() => write(null)}>
            Back to the draft
          </ActButton>
        )}
      </div>
    </div>
  );
}

/** What may be promised: from the audience's floor to its ceiling. */
function promises({ audience }: Cadence, drafted: number): readonly number[] {
  const all = [5, 10, 15, 20, 30, 45, 60, 90, 120].map((minutes) => minutes * minute);
  const kept = all.filter((ms) => ms >= audience.floorMs && ms <= audience.ceilingMs);
  return [...new Set([...kept, drafted])].sort((a, b) => a - b);
}
