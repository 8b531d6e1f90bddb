import { useState } from 'react';
import type { PrimaryAction } from '../../../src/domain/views/primary-action';
import { show, useScreen } from '../../screen';
import { ActButton } from '../../ui/act-button';
import { HoldButton } from '../../ui/hold-button';
import { asNoun } from '../../ui/numbers';
import { breakGlass } from '../acts-authority';
import { strong } from './fact';
import { Frame } from './frame';
import { ManifestLink } from './manifest-link';
import { ReasonField } from './reason-field';
import { exclusionFact, runTitle } from './run-words';

/** Characters that the core asks for at least. */
const shortest = 10;

/** Runs beyond the agreed bounds: says which bound that breaks, wants a reason and a hold, and is never quiet. */
export function BreakGlassBlock({
  action,
}: {
  readonly action: Extract<PrimaryAction, { kind: 'not-allowed' }>;
}) {
  const [reason, setReason] = useState('');
  const pending = useScreen((state) => state.pending === 'run');
  const { preview, because } = action;
  const short = shortest - reason.trim().length;
  const count = asNoun(preview.manifest.entries.length, 'endpoint');
  return (
    <Frame
      words={{
        tone: 'danger',
        title: `Break the glass: ${runTitle(preview)}`,
        facts: [
          ['This breaks a bound: ', strong(because)],
          exclusionFact(preview),
          ['Everyone with authority over it hears at once; the bar says so until the incident ends.'],
        ],
      }}
      kind="break-glass"
      control={
        <HoldButton
          danger
          testId="hold-to-break-glass"
          label={`Hold to break the glass: ${runTitle(preview)}`}
          disabled={pending || short > 0}
          onHeld={() => void breakGlass(preview, reason.trim())}
        >
          {pending ? 'Starting' : 'Hold to break the glass'}
          <small>{short > 0 ? `reason: ${short} more characters` : `${count} · hold Space`}</small>
        </HoldButton>
      }
    >
      <ReasonField
        value={reason}
        onChange={setReason}
        testId="glass-reason"
        placeholder="Why this cannot wait for whoever may"
      />
      <div className="primary-links">
        <ManifestLink digest={preview.manifest.digest} />
        <ActButton kind="link" onAct={() => show({ form: null })}>
          Leave the glass whole (Esc)
        </ActButton>
      </div>
    </Frame>
  );
}
