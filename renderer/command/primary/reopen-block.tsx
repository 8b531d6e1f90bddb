import type { Incident } from '../../../src/domain/incident/incident';
import { reopen } from '../acts';
import { ReasonBlock } from './reason-block';

/** Opens an incident that was stood down once more, to finish what it left. */
export function ReopenBlock({ incident }: { readonly incident: Incident }) {
  const proof = incident.verifiedAt === null ? '' : ' Its proof and its RTA stand.';
  return (
    <ReasonBlock
      title={`Reopen ${incident.id}?`}
      facts={[
        [`What it left can be done in it again, and you command it.${proof}`],
        ['What broke anew is a new incident: declare that.'],
      ]}
      kind="reopen"
      fieldId="reopen-reason"
      look="act"
      act="Reopen"
      brings="and take command"
      example="Four workstations are still to be restarted"
      onAct={(reason) => void reopen(incident.id, reason)}
    />
  );
}
