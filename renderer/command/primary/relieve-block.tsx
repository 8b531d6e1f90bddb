import type { Incident } from '../../../src/domain/incident/incident';
import { nameOf } from '../../../src/domain/names';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { takeCommand } from '../acts-people';
import { ReasonBlock } from './reason-block';

const nobody: never[] = [];

/** Takes command from someone who has it and does not hand over. */
export function RelieveBlock({ incident }: { readonly incident: Incident }) {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const name = nameOf(people, incident.commander ?? '');
  return (
    <ReasonBlock
      title={`Relieve ${name} of command?`}
      facts={[['A handover keeps what they know. Relieve only who cannot hand over; the record says why.']]}
      kind="relieve"
      fieldId="relieve-reason"
      look="danger"
      act="Take command"
      brings={`from ${name}`}
      example="Left the room and cannot be reached"
      onAct={(reason) => void takeCommand(incident.id, reason)}
    >
      <ActButton kind="link" onAct={() => show({ form: null, over: 'handover' })}>
        Ask for a handover instead (H)
      </ActButton>
    </ReasonBlock>
  );
}
