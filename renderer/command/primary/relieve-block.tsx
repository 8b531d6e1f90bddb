import { useState } from 'react';
import type { Incident } from '../../../src/domain/incident/incident';
import { nameOf } from '../../../src/domain/names';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { takeCommand } from '../acts-people';
import { Frame } from './frame';
import { ReasonField } from './reason-field';

const nobody: never[] = [];

/** Takes command from someone who has it and does not hand over: only with a reason. */
export function RelieveBlock({ incident }: { readonly incident: Incident }) {
  const [reason, setReason] = useState('');
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const name = nameOf(people, incident.commander ?? '');
  const ready = reason.trim() !== '';
  const act = () => void takeCommand(incident.id, reason.trim());
  return (
    <Frame
      words={{
        tone: 'warn',
        title: `Relieve ${name} of command?`,
        facts: [['A handover keeps what they know. Relieve only who cannot hand over; the record says why.']],
      }}
      kind="relieve"
      control={
        <ActButton kind="danger" testId="relieve" disabled={!ready} onAct={act}>
          Take command<small>{ready ? `from ${name}` : 'needs a reason'}</small>
        </ActButton>
      }
    >
      <ReasonField
        value={reason}
        onChange={setReason}
        testId="relieve-reason"
        placeholder="Left the room and cannot be reached"
      />
      <div className="primary-links">
        <ActButton kind="link" onAct={() => show({ form: null, over: 'handover' })}>
          Ask for a handover instead (H)
        </ActButton>
        <ActButton kind="link" onAct={() => show({ form: null })}>
          Leave (Esc)
        </ActButton>
      </div>
    </Frame>
  );
}
