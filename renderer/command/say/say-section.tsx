import { useMemo } from 'react';
import { type Cadence, cadences } from '../../../src/domain/comms/cadence';
import { draftUpdate } from '../../../src/domain/comms/draft';
import { type Incident, isOpen } from '../../../src/domain/incident/incident';
import { useScreen } from '../../screen';
import { useConsole } from '../../store';
import { useNow } from '../../ui/now';
import { Section } from '../../ui/section';
import { AudienceLine } from './audience-line';
import { DraftForm } from './draft-form';
import { NextCall } from './next-call';
import { OutboxLines } from './outbox-lines';

/** A draft that changed under the reader's eyes every second could not be read. */
const draftEveryMs = 10_000;

/** What people hear, and when they hear again: every audience with its clock, the most urgent one's draft open. */
export function SaySection({ incident }: { readonly incident: Incident }) {
  const lines = useCadences(incident);
  const chosen = useScreen((state) => state.audience);
  const open =
    lines.find((each) => each.audience.id === chosen) ?? lines.find((each) => each.state !== 'closed');
  return (
    <Section title="Say" part="say" className="say">
      {lines.length === 0 ? (
        <p className="is-dim">The plan names no audience for this service. Nobody is told by itself.</p>
      ) : null}
      {lines.map((cadence) => (
        <div key={cadence.audience.id}>
          <AudienceLine cadence={cadence} isOpen={cadence === open} />
          {cadence === open ? <OpenDraft incident={incident} cadence={cadence} /> : null}
        </div>
      ))}
      <OutboxLines incident={incident.id} />
      {isOpen(incident) ? <NextCall incident={incident} /> : null}
    </Section>
  );
}

function OpenDraft({ incident, cadence }: { readonly incident: Incident; readonly cadence: Cadence }) {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const at = Math.floor(useNow() / draftEveryMs) * draftEveryMs;
  const { audience } = cadence;
  const draft = useMemo(
    () => (plan ? draftUpdate(plan, world, incident.id, audience, at) : null),
    [plan, world, incident, audience, at],
  );
  return draft ? (
    <DraftForm
      incident={incident.id}
      cadence={cadence}
      draft={draft}
      isLastWord={incident.verifiedAt !== null || !isOpen(incident)}
    />
  ) : null;
}

/** When each audience of an incident has to hear. */
export function useCadences(incident: Incident | null): readonly Cadence[] {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const now = useNow();
  return useMemo(() => {
    const service = plan?.services.find((each) => each.id === incident?.service);
    return service && incident ? cadences(service.audiences, world, incident.id, now) : [];
  }, [plan, world, incident, now]);
}
