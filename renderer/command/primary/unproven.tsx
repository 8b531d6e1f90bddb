import type { Incident } from '../../../src/domain/incident/incident';
import { standDown } from '../acts';
import { ReasonBlock } from './reason-block';

/** Ends an incident that no probe has proven over: the reason stands in the record instead of an RTA. */
export function UnprovenBlock({ incident }: { readonly incident: Incident }) {
  return (
    <ReasonBlock
      title={`Stand down ${incident.id} without proof?`}
      facts={[['No probe has verified the service. The record will say so, with your reason, and no RTA.']]}
      kind="stand-down-unproven"
      fieldId="unproven-reason"
      look="danger"
      act="Stand down without proof"
      brings={`ends ${incident.id}`}
      example="False alarm; or who saw that it works, and how"
      onAct={(reason) => void standDown(incident.id, reason)}
    />
  );
}
