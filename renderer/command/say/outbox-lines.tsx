import { useMemo } from 'react';
import { type OutboxRow, outboxOf } from '../../../src/domain/views/outbox';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asAge } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { asNoun } from '../../ui/numbers';
import { Shape } from '../../ui/shape';
import { reviewOutbox } from '../acts-words';

/** Rows of one kind that are written out; the others are counted. */
const mostRows = 3;

/** What has not left, what waits for a look because it is old, and what could not be sent. */
export function OutboxLines() {
  const situation = useConsole((state) => state.situation);
  const { messages } = situation;
  const now = useNow();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the messages of the situation are read
  const { unsent, held, failed } = useMemo(() => outboxOf(situation), [messages]);
  if (unsent.length + held.length + failed.length === 0) return null;
  return (
    <div className="outbox" data-testid="outbox">
      {held.length > 0 ? (
        <div className="wait wait-soon" data-testid="outbox-held">
          <p className="wait-title">
            <b>{asNoun(held.length, 'message')} waited too long</b>
          </p>
          <Rows rows={held} now={now} />
          <div className="wait-acts">
            <ActButton kind="link" testId="outbox-send" onAct={() => void reviewOutbox(held, 'send')}>
              Send {held.length === 1 ? 'it' : `all ${held.length}`} after all
            </ActButton>
            <ActButton kind="link" testId="outbox-drop" onAct={() => void reviewOutbox(held, 'drop')}>
              Never send {held.length === 1 ? 'it' : 'them'}
            </ActButton>
          </div>
        </div>
      ) : null}
      {unsent.length > 0 ? (
        <details className="outbox-kind">
          <summary>
            <span className="is-unknown">
              <Shape form="hourglass" />
            </span>{' '}
            {unsent.length} unsent
          </summary>
          <Rows rows={unsent} now={now} />
        </details>
      ) : null}
      {failed.length > 0 ? (
        <details className="outbox-kind">
          <summary>
            <span className="is-down">
              <Shape form="cross" />
            </span>{' '}
            {failed.length} could not be sent
          </summary>
          <Rows rows={failed} now={now} />
        </details>
      ) : null}
    </div>
  );
}

function Rows({ rows, now }: { readonly rows: readonly OutboxRow[]; readonly now: number }) {
  const more = rows.length - mostRows;
  return (
    <ul className="outbox-rows">
      {rows.slice(0, mostRows).map(({ message, delivery }) => (
        <li key={`${message.id} ${delivery.id}`}>
          <span title={message.text}>{message.subject}</span>
          <small>
            {delivery.channel} to {delivery.to} · {asAge(now - message.queuedAt)}
            {delivery.because ? ` · ${delivery.because}` : ''}
          </small>
        </li>
      ))}
      {more > 0 ? <li className="is-dim">and {more} more</li> : null}
    </ul>
  );
}
