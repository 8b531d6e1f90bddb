import { useMemo } from 'react';
import type { Run } from '../../../src/domain/run/run-state';
import { lastSeen, unknownService } from '../../../src/domain/service/service-state';
import { useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { Shape } from '../../ui/shape';
import { useWaiting } from '../decide/decide-section';
import { useFocus } from '../focus';
import { cellLook, cellOfSweep, runsOf } from '../grid/cell-state';
import { closeEndpoint } from './open-endpoint';
import { StepEntry } from './step-entry';
import { useEndpointSteps } from './use-endpoint-steps';

/** All that is known of the picked endpoint, beside the grid: nothing of the centre is hidden by it. */
export function EndpointPanel() {
  const endpoint = useScreen((screen) => (screen.endpointOpen ? screen.endpoint : null));
  return endpoint === null ? null : <Panel key={endpoint} endpoint={endpoint} />;
}

function Panel({ endpoint }: { readonly endpoint: string }) {
  const { service, incident, barIncident } = useFocus();
  const known = useConsole((state) => state.plan.plan?.endpoints.find((each) => each.name === endpoint));
  const run = useConsole((state) => runNaming(runsOf(incident, state.world.runs), endpoint)?.id ?? null);
  const progress = useConsole((state) => (run ? state.world.runs[run]?.endpoints[endpoint] : undefined));
  const about = useConsole((state) => (run ? state.world.runs[run] : undefined));
  const seen = useConsole((state) => state.world.services[service?.id ?? '']) ?? unknownService;
  const swept = useMemo(() => lastSeen(seen)[endpoint], [seen, endpoint]);
  const waiting = useWaiting(barIncident).length;
  const steps = useEndpointSteps(progress ? run : null, endpoint, progress);
  const excluded = about?.manifest.excluded.find((each) => each.endpoint === endpoint);
  const probe = swept ? cellLook[cellOfSweep(swept)] : null;
  return (
    <aside
      className="column endpoint-panel"
      aria-label={`Endpoint ${endpoint}`}
      data-testid="endpoint-panel"
      tabIndex={-1}
    >
      <header>
        <h2>Endpoint</h2>
        <ActButton testId="close-endpoint" onAct={closeEndpoint}>
          Close (Esc)
        </ActButton>
        {waiting > 0 ? <span className="is-risk">{`Decide: ${waiting} waiting, behind this`}</span> : null}
        <b>{endpoint}</b>
        <span className="is-dim">
          {known ? `${known.user}@${known.address}:${known.port}` : 'not in the plan'}
          {known?.labels.site ? ` · ${known.labels.site}` : ''}
        </span>
        {probe ? (
          <span className={`is-${probe.tone}`}>
            <Shape form={probe.form} /> {probe.probe} at the latest probe
          </span>
        ) : null}
      </header>
      <div className="endpoint-steps">
        {about ? <h3>{runWords(about)}</h3> : <p className="is-dim">No run of this incident names it.</p>}
        {excluded ? (
          <p className="is-risk">
            Left out of {about?.id}: {excluded.reason}.
          </p>
        ) : null}
        {about && progress && steps.length === 0 ? (
          <p className="is-dim">
            {about.result === null ? 'Waits: nothing was sent yet.' : 'Nothing was ever sent.'}
          </p>
        ) : null}
        {about
          ? steps.map((step, index) => (
              <StepEntry
                key={`${step.step} ${step.sentAt ?? index}`}
                run={about.id}
                endpoint={endpoint}
                step={step}
              />
            ))
          : null}
      </div>
    </aside>
  );
}

/** The latest run that sends to an endpoint, else the latest that leaves it out. */
function runNaming(runs: readonly Run[], endpoint: string): Run | undefined {
  return (
    runs.findLast((run) => run.endpoints[endpoint] !== undefined) ??
    runs.findLast((run) => run.manifest.excluded.some((each) => each.endpoint === endpoint))
  );
}

const runWords = (run: Run) =>
  [run.id, run.retryOf ? `retry of ${run.retryOf}` : '', run.runbookName].filter(Boolean).join(' · ');
