import type { Incident } from '../../../src/domain/incident/incident';
import type { Mode } from '../../../src/domain/plan/plan';
import { useConsole } from '../../store';
import { useArmed } from '../armed';
import { useFocus } from '../focus';
import { Clocks } from './clocks';
import { Reach } from './reach';
import { Roles } from './roles';
import { useWorstUndeclared } from './worst-undeclared';

/** Longer titles take two smaller lines instead of losing their end. */
const mostOnOneLine = 32;

/** The command bar: what is wrong, how long is left, who decides, what can be reached. Never scrolls. */
export function Bar() {
  const { barIncident, open } = useFocus();
  const planMode = useConsole((state) => state.plan.plan?.mode ?? null);
  const organisation = useConsole((state) => state.plan.plan?.organisation ?? '');
  const hasPlan = useConsole((state) => state.plan.plan !== null);
  const journal = useConsole((state) => state.journal.state);
  const mode: Mode | null = barIncident?.mode ?? planMode;
  const state = barIncident ? stateOf(barIncident) : null;
  const title = state ? barIncident?.title.replace(/ is (down|degraded)$/u, ' was $1') : barIncident?.title;
  const name = title ?? (organisation || 'No plan in force');
  const failing = useWorstUndeclared();
  const armed = useArmed() !== null;
  const more = open.length - (barIncident ? 1 : 0);
  return (
    <header
      className={`bar mode-${mode ?? 'none'} bar-${barIncident?.severity.toLowerCase() ?? (failing ? `undeclared-${failing.condition}` : 'calm')}${armed ? ' bar-armed' : ''}`}
      data-testid="bar"
    >
      <div className="bar-title">
        <p className="bar-about">
          {barIncident ? (
            <span className={`severity severity-${barIncident.severity}`}>{barIncident.severity}</span>
          ) : null}
          <span className="bar-id">
            {barIncident ? barIncident.id : 'Holdfast'}
            {more > 0 ? ` · ${more} more open` : ''}
          </span>
          {state ? (
            <span className={`bar-state is-${state.tone}`} data-testid="bar-state">
              {state.words}
            </span>
          ) : null}
          {mode ? (
            <span className="mode-badge" data-testid="mode-badge">
              {mode.toUpperCase()}
            </span>
          ) : null}
        </p>
        <p className={name.length > mostOnOneLine ? 'bar-name bar-name-long' : 'bar-name'} title={name}>
          {name}
        </p>
      </div>
      {journal === 'refused' ? (
        <p className="bar-unknown">What is open is not known: the journal does not verify.</p>
      ) : hasPlan ? (
        <>
          <Clocks />
          <Roles />
          <Reach />
        </>
      ) : null}
    </header>
  );
}

/** What has become of the disruption; null while it lasts. */
function stateOf({ restoredAt, verifiedAt }: Incident) {
  if (verifiedAt !== null) return { words: 'verified', tone: 'good' } as const;
  return restoredAt === null ? null : ({ words: 'restored, not yet verified', tone: 'act' } as const);
}
