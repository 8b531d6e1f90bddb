import { useMemo, useState } from 'react';
import { briefingOf, briefingText } from '../../../src/domain/incident/briefing';
import type { Handover, Incident } from '../../../src/domain/incident/incident';
import { nameOf } from '../../../src/domain/names';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asAgo } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { Over } from '../../ui/over';
import { usePinEntry } from '../../ui/pin-entry';
import { acceptHandover, endHandover, offerHandover } from '../acts-people';
import { useFocus } from '../focus';
import { pinQuestion } from '../pin-question';

const nobody: never[] = [];
const close = () => show({ over: null });

/** Transfer of command: one offers with the briefing, the other accepts with their own PIN. */
export function HandoverSheet() {
  const { barIncident: incident } = useFocus();
  const notice = useScreen((state) => state.notice);
  if (!incident) return null;
  return (
    <Over label="Handover of command" className="sheet sheet-wide" onClose={close}>
      {incident.handover ? (
        <Answer incident={incident} handover={incident.handover} />
      ) : (
        <Offer incident={incident} />
      )}
      {notice ? <p className="is-risk">{notice.lines.join(' ')}</p> : null}
    </Over>
  );
}

function Offer({ incident }: { readonly incident: Incident }) {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const now = useNow();
  const others = (plan?.people ?? nobody).filter((each) => each.id !== incident.commander);
  const [to, choose] = useState(others[0]?.id ?? '');
  const text = useMemo(
    () => (plan ? briefingText(briefingOf(plan, world, incident.id, now)) : ''),
    [plan, world, incident, now],
  );
  const name = nameOf(others, to);
  return (
    <>
      <h2>Hand over command of {incident.id}</h2>
      <div className="form-row">
        <label className="field">
          To
          <select data-testid="handover-to" value={to} onChange={(event) => choose(event.target.value)}>
            {others.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </select>
        </label>
        <ActButton testId="offer-handover" onAct={() => void offerHandover(incident.id, to)}>
          Offer command to {name}
        </ActButton>
        <ActButton onAct={close}>Close (Esc)</ActButton>
      </div>
      <Briefing text={text} title="ICS-201 briefing, as it would be given now" />
    </>
  );
}

function Answer({ incident, handover }: { readonly incident: Incident; readonly handover: Handover }) {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const now = useNow();
  const people = plan?.people ?? nobody;
  const [from, to] = [nameOf(people, handover.from), nameOf(people, handover.to)];
  const question = plan ? pinQuestion(plan, world, handover.to) : null;
  const entry = usePinEntry('known', (pin) => acceptHandover(incident.id, handover.id, pin), {
    known: `PIN of ${to}`,
  });
  const missing = question === null ? null : entry.missing;
  const accept = question === null ? () => void acceptHandover(incident.id, handover.id) : entry.send;
  return (
    <>
      <h2>
        {from} offers command of {incident.id} to {to}
      </h2>
      <p className="is-dim">
        Offered {asAgo(now - handover.offeredAt)}. Until {to} accepts, {from} commands.
        {question === 'first' ? ` ${to} has no PIN yet and has to set one first (U).` : ''}
      </p>
      <div className="form-row">
        {question === null ? null : entry.fields}
        <ActButton testId="accept-handover" disabled={missing !== null} onAct={accept}>
          Accept command as {to}
        </ActButton>
        {world.operator === handover.to ? (
          <ActButton
            testId="decline-handover"
            onAct={() => void endHandover(incident.id, handover.id, 'declined')}
          >
            Decline
          </ActButton>
        ) : null}
        {world.operator === handover.from ? (
          <ActButton
            testId="withdraw-handover"
            onAct={() => void endHandover(incident.id, handover.id, 'withdrawn')}
          >
            Withdraw the offer
          </ActButton>
        ) : null}
        <ActButton onAct={close}>Later (Esc)</ActButton>
      </div>
      <Briefing text={handover.briefing} title="ICS-201 briefing, as it was offered" />
    </>
  );
}

function Briefing({ text, title }: { readonly text: string; readonly title: string }) {
  return (
    <>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keys */}
      <pre className="briefing" data-testid="briefing" tabIndex={0}>
        {text}
      </pre>
    </>
  );
}
