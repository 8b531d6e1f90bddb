import { useMemo } from 'react';
import { timeline } from '../../../src/domain/views/timeline';
import { useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asAge, utcTime } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { Section } from '../../ui/section';
import { exportIncident } from '../acts';
import { incidentForRecord, useFocus } from '../focus';

/** Most lines drawn; the export has all of them. */
const mostLines = 200;

const tones = {
  plain: '',
  good: 'is-good',
  bad: 'is-down',
  warn: 'is-risk',
  act: 'is-act',
  quiet: 'is-dim',
} as const;

/** What happened, newest first, in UTC with its age. */
export function Timeline() {
  const recent = useConsole((state) => state.recent);
  const plan = useConsole((state) => state.plan.plan);
  const exported = useScreen((state) => state.exported);
  const now = useNow();
  const focus = useFocus();
  const incident = incidentForRecord(focus);
  const entries = useMemo(() => {
    const names = plan ?? { people: [], services: [], runbooks: [] };
    return timeline(recent, names).slice(-mostLines).reverse();
  }, [recent, plan]);
  return (
    <Section
      title="Timeline"
      className="timeline-section"
      part="timeline"
      aside={
        incident ? (
          <ActButton kind="link" testId="export" onAct={() => void exportIncident(incident.id)}>
            Export (E)
          </ActButton>
        ) : null
      }
    >
      {exported.length > 0 ? (
        <div className="exported" role="status" data-testid="exported">
          <b className="is-good">Exported and sealed</b>
          {exported.map((path) => (
            <code key={path}>{path}</code>
          ))}
        </div>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys */}
      <ol className="timeline" data-testid="timeline" tabIndex={0} aria-label="Timeline, newest first">
        {entries.map((entry) => (
          <li key={entry.seq}>
            <time dateTime={new Date(entry.occurredAt).toISOString()}>{utcTime(entry.occurredAt)}</time>
            <p className={tones[entry.tone]}>
              {entry.text}
              <small>
                {asAge(now - entry.occurredAt)}
                {entry.who ? ` · ${entry.who}` : ''}
              </small>
            </p>
          </li>
        ))}
      </ol>
      {entries.length === 0 ? <p className="is-dim">Nothing has happened yet.</p> : null}
    </Section>
  );
}
