import type { Cadence } from '../../../src/domain/comms/cadence';
import { show } from '../../screen';
import { asAgo, asClock } from '../../ui/duration';
import { useNow } from '../../ui/now';

const tones: Readonly<Record<Cadence['state'], string>> = {
  waiting: 'is-dim',
  due: 'is-risk',
  overdue: 'is-down',
  closed: 'is-faint',
};

/** One audience with its clock; a press opens its draft. */
export function AudienceLine({ cadence, isOpen }: { readonly cadence: Cadence; readonly isOpen: boolean }) {
  const now = useNow();
  const { audience, state, lastAt } = cadence;
  return (
    <button
      type="button"
      className={`audience${isOpen ? ' audience-open' : ''}`}
      aria-expanded={isOpen}
      data-testid={`audience-${audience.id}`}
      onClick={() => show({ audience: audience.id })}
    >
      <b title={audience.name}>{audience.name}</b>
      <span className={tones[state]}>{clockWords(cadence, now)}</span>
      {isOpen ? (
        <small>{lastAt === null ? 'heard nothing yet' : `heard ${asAgo(now - lastAt)}`}</small>
      ) : null}
    </button>
  );
}

function clockWords({ state, sent, dueAt }: Cadence, now: number): string {
  if (state === 'closed') return sent === 0 ? 'was told nothing' : 'heard the last word';
  const which = sent === 0 ? 'first update ' : 'update ';
  return state === 'overdue' || dueAt < now
    ? `${which}late by ${asClock(now - dueAt)}`
    : `${which}in ${asClock(dueAt - now)}`;
}
