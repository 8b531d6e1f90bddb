import type { Incident } from '../../../src/domain/incident/incident';
import type { Run } from '../../../src/domain/run/run-state';
import type { Service } from '../../../src/domain/service/service';
import { readClocks } from '../../../src/domain/views/clocks';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { BurnDown } from '../../ui/burn-down';
import { asAgo, asClock, asSpan, utcTime } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { asPercent } from '../../ui/numbers';
import { useFocus } from '../focus';
import { runsOf } from '../grid/cell-state';
import { useThroughput } from '../use-throughput';
import { AttentionClock } from './attention-clock';
import { ImpactStartForm } from './impact-start-form';
import { useWorstUndeclared } from './worst-undeclared';

/** Elapsed since impact and the burn-down of the RTO; without an incident, that nothing is open. */
export function Clocks() {
  const { barIncident } = useFocus();
  const service = useConsole((state) =>
    state.plan.plan?.services.find((each) => each.id === barIncident?.service),
  );
  if (!barIncident || !service) return <CalmClocks />;
  return <OpenClocks incident={barIncident} service={service} />;
}

function CalmClocks() {
  const { calm, last } = useFocus();
  const now = useNow();
  const failing = useWorstUndeclared();
  if (failing)
    return (
      <div className="bar-clocks bar-calm-clocks">
        <p className="bar-quiet" role="alert" data-testid="undeclared">
          <b className={failing.condition === 'down' ? 'is-down' : 'is-risk'}>
            {failing.service.name} is {failing.condition} and not declared
          </b>
          <span>someone has to say so</span>
        </p>
      </div>
    );
  const before = last?.resolvedAt
    ? `${last.id} stood down ${asAgo(now - last.resolvedAt)}`
    : 'none on record yet';
  return (
    <div className="bar-clocks bar-calm-clocks">
      <p className="bar-quiet">
        <b>{calm ? 'No incident is open' : 'No incident is declared'}</b>
        <span>{calm ? before : 'a service fails; someone has to say so'}</span>
      </p>
    </div>
  );
}

function OpenClocks({ incident, service }: { readonly incident: Incident; readonly service: Service }) {
  const form = useScreen((state) => state.form);
  const run = useConsole(
    (state) => runsOf(incident, state.situation.runs).findLast((each) => each.result === null) ?? null,
  );
  const throughput = useThroughput(run);
  // What stands still foretells nothing.
  const leftMs = run?.pausedAt === null ? (throughput?.leftMs ?? null) : null;
  const now = useNow();
  const { objectives } = service;
  const clocks = readClocks(incident, objectives, now);
  const kept = clocks.rtoLeftMs >= 0;
  const verified = clocks.rtaMs !== null;
  const tone = verified
    ? kept
      ? 'good'
      : 'down'
    : !kept
      ? 'down'
      : clocks.rtoUsed >= 0.5
        ? 'risk'
        : 'plain';
  const restoredInMs = leftMs === null ? null : clocks.sinceImpactMs + leftMs;
  const used = `${asPercent(clocks.rtoUsed)} used · ${kept ? `${asClock(clocks.rtoLeftMs)} left` : `${asClock(clocks.rtoLeftMs)} over`}`;
  const verdict = `RTO ${asClock(objectives.rtoMs)} ${kept ? 'kept' : `missed by ${asClock(clocks.rtoLeftMs)}`}`;
  return (
    <div className="bar-clocks">
      <div className="clock">
        <b data-testid="clock-impact" className={verified || !kept ? `is-${tone}` : ''}>
          {asClock(clocks.sinceImpactMs)}
        </b>
        {form === 'impact-start' ? (
          <ImpactStartForm incident={incident} />
        ) : (
          <button
            type="button"
            className="clock-words"
            title="Correct the impact start (I)"
            onClick={() => show({ form: 'impact-start' })}
          >
            {verified ? (
              'from impact to verified'
            ) : (
              <>
                since <span className="only-wide">impact began </span>
                {utcTime(incident.impactStart)}
              </>
            )}
          </button>
        )}
      </div>
      <div className="burn" data-testid="rto">
        {verified ? (
          <p className="burn-line burn-verdict">
            <span className="only-wide">Restored and verified</span>
            <span className="only-narrow">Verified</span> in <b>{asClock(clocks.sinceImpactMs)}</b> —{' '}
            <b className={`is-${tone}`}>{verdict}</b>
          </p>
        ) : (
          <p className="burn-line">
            <span>RTO {asClock(objectives.rtoMs)}</span>
            <b className={`is-${tone}`}>{used}</b>
          </p>
        )}
        <BurnDown
          used={clocks.rtoUsed}
          beyond={
            (clocks.sinceImpactMs - objectives.rtoMs) / Math.max(1, objectives.mtpdMs - objectives.rtoMs)
          }
          tone={tone}
          mark={restoredInMs === null ? null : restoredInMs / objectives.rtoMs}
          label={`${verified ? verdict : `RTO ${used}`}; plan B at half of it, wall at MTPD ${asSpan(objectives.mtpdMs)}`}
        />
        <p className="burn-line burn-under">
          <span>
            {verified
              ? 'measured by the probe'
              : restoredInMs === null
                ? stageWords(incident, run)
                : `restored ≈ ${asClock(restoredInMs)} at this rate`}
          </span>
          <span className={clocks.mtpdLeftMs < 0 ? 'is-down' : ''}>
            MTPD{' '}
            {clocks.mtpdLeftMs < 0
              ? `over by ${asSpan(clocks.mtpdLeftMs)}`
              : `${asSpan(clocks.mtpdLeftMs)} left`}
          </span>
        </p>
      </div>
      <AttentionClock />
    </div>
  );
}

function stageWords(incident: Incident, run: Run | null): string {
  if (run)
    return run.pausedAt === null ? `${run.id} runs, its rate is being measured` : `${run.id} is paused`;
  if (incident.restoredAt !== null)
    return `restored at ${asClock(incident.restoredAt - incident.impactStart)}, not yet verified`;
  return 'nothing runs yet';
}
