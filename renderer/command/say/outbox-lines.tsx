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

/**
 * What has not left, what waits for a look because it is old, and what could not be sent. What belongs to
 * another incident than the one on the screen stands apart, and says to which.
 * @param incident the one on the screen; null = none, and every line says its own
 */
export function OutboxLines({ incident }: { readonly incident: string | null }) {
  const situation = useConsole((state) => state.situation);
  const { messages } = situation;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the messages of the situation are read
  const outbox = useMemo(() => outboxOf(situation), [messages]);
  const part = (mine: boolean) => {
    const rows = (all: readonly OutboxRow[]) =>
      all.filter(({ message }) => (message.incident === null || message.incident === incident) === mine);
    return { unsent: rows(outbox.unsent), held: rows(outbox.held), failed: rows(outbox.failed) };
  };
  return (
    <>
      <OutboxPart {...part(true)} testId="outbox" title={null} />
      <OutboxPart
        {...part(false)}
        testId="outbox-others"
        title={incident === null ? null : 'From other incidents'}
      />
    </>
  );
}

type OutboxPartProps = {
  readonly unsent: readonly OutboxRow[];
  readonly held: readonly OutboxRow[];
  readonly failed: readonly OutboxRow[];
  readonly testId: 'outbox' | 'outbox-others';
  readonly title: string | null;
};

function OutboxPart({ unsent, held, failed, testId, title }: OutboxPartProps) {
  const now = useNow();
  const names = testId === 'outbox-others';
  if (unsent.length + held.length + failed.length === 0) return null;
  return (
    <div className="outbox" data-testid={testId}>
      {title ? <p className="is-dim">{title}</p> : null}
      {held.length > 0 ? (
        <div className="wait wait-soon" data-testid={`${testId}-held`}>
          <p className="wait-title">
            <b>{asNoun(held.length, 'message')} waited too long</b>
          </p>
          <Rows rows={held} now={now} names={names} />
          <div className="wait-acts">
            <ActButton kind="link" testId={`${testId}-send`} onAct={() => void reviewOutbox(held, 'send')}>
              Send {held.length === 1 ? 'it' : `all ${held.length}`} after all
            </ActButton>
            <ActButton kind="link" testId={`${testId}-drop`} onAct={() => void reviewOutbox(held, 'drop')}>
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
          <Rows rows={unsent} now={now} names={names} />
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
          <Rows rows={failed} now={now} names={names} />
        </details>
      ) : null}
    </div>
  );
}

function Rows({
  rows,
  now,
  names,
}: {
  readonly rows: readonly OutboxRow[];
  readonly now: number;
  /** Says which incident each row belongs to. */
  readonly names: boolean;
}) {
  const more = rows.length - mostRows;
  return (
    <ul className="outbox-rows">
      {rows.slice(0, mostRows).map(({ message, delivery }) => (
        <li key={`${message.id} ${delivery.id}`}>
          <span title={message.text}>
            {names ? <b>{message.incident} · </b> : null}
            {message.subject}
          </span>
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
