import { useState } from 'react';
import type { Incident } from '../../../src/domain/incident/incident';
import { show } from '../../screen';
import { ActButton } from '../../ui/act-button';
import { reopen } from '../acts';
import { Frame } from './frame';
import { ReasonField } from './reason-field';

/** Opens an incident that was stood down once more, to finish what it left: only with a reason. */
export function ReopenBlock({ incident }: { readonly incident: Incident }) {
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '';
  const proof = incident.verifiedAt === null ? '' : ' Its proof and its RTA stand.';
  return (
    <Frame
      words={{
        tone: 'warn',
        title: `Reopen ${incident.id}?`,
        facts: [
          [`What it left can be done in it again, and you command it.${proof}`],
          ['What broke anew is a new incident: declare that.'],
        ],
      }}
      kind="reopen"
      control={
        <ActButton
          kind="act"
          testId="reopen"
          disabled={!ready}
          onAct={() => void reopen(incident.id, reason.trim())}
        >
          Reopen<small>{ready ? 'and take command' : 'needs a reason'}</small>
        </ActButton>
      }
    >
      <ReasonField
        value={reason}
        onChange={setReason}
        testId="reopen-reason"
        placeholder="Four workstations are still to be restarted"
      />
      <div className="primary-links">
        <ActButton kind="link" onAct={() => show({ form: null })}>
          Leave (Esc)
        </ActButton>
      </div>
    </Frame>
  );
}
