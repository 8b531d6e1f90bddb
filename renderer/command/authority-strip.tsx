import { type ReactNode, useMemo } from 'react';
import { automationOver } from '../../src/domain/authority/activation-commands';
import {
  type AuthorityBoard,
  authorityBoard,
  type EnvelopeRow,
} from '../../src/domain/views/authority-board';
import { useConsole } from '../store';
import { utcTime } from '../ui/duration';
import { useNow } from '../ui/now';
import { asCount } from '../ui/numbers';
import { Shape } from '../ui/shape';
import { useFocus } from './focus';
import { usePrimary } from './primary/use-primary';

/** Names beyond these are counted. */
const mostNames = 4;

/** Who may start recovery, what may run now and on how many, why not, and who is next: always in sight. */
export function AuthorityStrip() {
  const board = useBoard();
  const { incident } = useFocus();
  const kind = usePrimary()?.kind;
  // Otherwise the primary action says it larger, or something runs already.
  const isAsked = kind === 'veto' || kind === 'take-command' || kind === 'sign-in';
  // After a veto or a first run nothing begins by itself any more.
  const isOver = useConsole(
    (state) => incident !== null && automationOver(state.situation, incident) !== null,
  );
  if (!board) return null;
  return (
    <dl className="authority" data-testid="authority" aria-label="Authority">
      <Answer question="May start">
        <People board={board} />
      </Answer>
      <Answer question="May run now">
        <Envelopes board={board} isOver={isOver} />
      </Answer>
      {board.whyNot && isAsked ? (
        <Answer question="Why not" className="authority-why">
          {board.whyNot}
        </Answer>
      ) : null}
      <Answer question="Next">{nextWords(board)}</Answer>
    </dl>
  );
}

function useBoard(): AuthorityBoard | null {
  const { service } = useFocus();
  const plan = useConsole((state) => state.plan.plan);
  const situation = useConsole((state) => state.situation);
  const preview = useConsole((state) => (service ? (state.live.previews[service.id] ?? null) : null));
  const now = useNow();
  return useMemo(
    () => (plan && service ? authorityBoard(plan, situation, service.id, preview, now) : null),
    [plan, situation, service, preview, now],
  );
}

function Answer({
  question,
  className = '',
  children,
}: {
  readonly question: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={className}>
      <dt>{question}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function People({ board }: { readonly board: AuthorityBoard }) {
  const [shown, more] = [board.mayStart.slice(0, mostNames), board.mayStart.length - mostNames];
  if (shown.length === 0) return <span className="is-down">nobody</span>;
  return (
    <>
      {shown.map(({ person, name, because, isAtConsole }, index) => (
        <span key={person} title={because}>
          {index > 0 ? ', ' : ''}
          <b>{name}</b>
          {isAtConsole ? ' (here)' : ''}
          <span className="authority-because"> {because}</span>
        </span>
      ))}
      {more > 0 ? ` and ${more} more` : ''}
    </>
  );
}

function modeWords(mode: EnvelopeRow['mode'], isOver: boolean): string {
  if (mode === 'two-person') return 'two people';
  return mode === 'person' || isOver ? 'one person' : 'by itself, or one person';
}

function Envelopes({ board, isOver }: { readonly board: AuthorityBoard; readonly isOver: boolean }) {
  if (board.envelopes.length === 0) return <>nothing: the plan agrees on no run for this service</>;
  return (
    <ul>
      {board.envelopes.map((row) => (
        <li
          key={row.id}
          title={`Envelope ${row.id}, until ${new Date(row.untilMs).toISOString().slice(0, 10)}`}
        >
          <span className={row.bound ? 'is-unknown' : 'is-good'}>
            <Shape form={row.bound ? 'dash' : 'disc'} />
          </span>{' '}
          <b>{row.runbookName}</b> {modeWords(row.mode, isOver)},{' '}
          {row.bound ? (
            <>not now: {row.bound}</>
          ) : (
            <>
              {asCount(board.endpoints)} of at most {asCount(row.maxEndpoints)}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function nextWords({ next }: AuthorityBoard): string {
  if (!next) return 'nobody is next in line';
  return next.at === null ? next.name : `${next.name} at ${utcTime(next.at).slice(0, 5)} UTC`;
}
