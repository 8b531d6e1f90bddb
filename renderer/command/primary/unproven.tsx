import { useState } from 'react';
import type { Incident } from '../../../src/domain/incident/incident';
import { show } from '../../screen';
import { ActButton } from '../../ui/act-button';
import { standDown } from '../acts';
import { Frame } from './frame';
import { ReasonField } from './reason-field';

/** Ends an incident that no probe has proven over: only with a reason, which stands in the record instead of an RTA. */
export function UnprovenBlock({ incident }: { readonly incident: Incident }) {
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '';
  const title = `Stand down ${incident.id} without proof?`;
  const facts = [
    ['No probe has verified the service. The record will say so, with your reason, and no RTA.'],
  ];
  return (
    <Frame
      words={{ tone: 'warn', title, facts }}
      kind="stand-down-unproven"
      control={
        <ActButton
          kind="danger"
          testId="stand-down-unproven"
          disabled={!ready}
          onAct={() => void standDown(incident.id, reason.trim())}
        >
          Stand down without proof<small>{ready ? `ends ${incident.id}` : 'needs a reason'}</small>
        </ActButton>
      }
    >
      <ReasonField
        value={reason}
        onChange={setReason}
        testId="unproven-reason"
        placeholder="False alarm; or who saw that it works, and how"
      />
      <div className="primary-links">
        <ActButton kind="link" onAct={() => show({ form: null })}>
          Leave (Esc)
        </ActButton>
      </div>
    </Frame>
  );
}
