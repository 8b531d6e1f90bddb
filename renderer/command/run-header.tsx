import { openConsoleStep } from '../../src/domain/run/console/console-progress';
import { countStates, type Run } from '../../src/domain/run/run-state';
import { waveName } from '../../src/domain/run/waves';
import { type ScreenState, useScreen } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { asSpan } from '../ui/duration';
import { asCount } from '../ui/numbers';
import { StackedBar } from '../ui/stacked-bar';
import { stopRun } from './acts';
import { useFocus } from './focus';
import { runsOf } from './grid/cell-state';
import { PassedForm } from './passed-form';
import { RunActs } from './run-acts';
import { useThroughput } from './use-throughput';

/** How far the latest run of the incident is, in counts, rate and seconds left. */
export function RunHeader() {
  const { incident, service } = useFocus();
  const form = useScreen((state) => state.form);
  const run = useConsole((state) => runsOf(incident, state.world.runs).at(-1) ?? null);
  const plan = useConsole((state) => state.plan.plan);
  const throughput = useThroughput(run);
  return (
    <div className="run-header">
      {run ? (
        <RunProgress run={run} perSecond={throughput?.perSecond ?? 0} leftMs={throughput?.leftMs ?? null} />
      ) : null}
      {form === 'passed' && run?.result && plan ? (
        <PassedForm key={run.id} run={run} plan={plan} passed={countStates(run).ok} />
      ) : null}
      <RunsElsewhere except={form && coversStop.includes(form) ? null : (service?.id ?? null)} />
    </div>
  );
}

function RunProgress({
  run,
  perSecond,
  leftMs,
}: {
  readonly run: Run;
  readonly perSecond: number;
  readonly leftMs: number | null;
}) {
  const counts = countStates(run);
  const total = run.manifest.entries.length;
  const notOk = counts.failed + counts['timed-out'] + counts.unknown;
  const apart = counts.unreachable + counts.denied;
  const isMoving = run.result === null && run.pausedAt === null;
  const words = [
    `${asCount(counts.ok)} ok of ${asCount(total)}`,
    notOk + apart > 0 ? `${asCount(notOk + apart)} not ok` : '',
    isMoving && perSecond > 0 ? `${asCount(Math.max(1, Math.round(perSecond)))}/s` : '',
    isMoving && leftMs !== null ? `${asSpan(leftMs)} left` : '',
    run.endedAt !== null ? `took ${tookWords(run.endedAt - run.startedAt)}` : '',
  ].filter(Boolean);
  return (
    <div className="run-progress" data-testid="run-progress">
      <p className="run-line">
        <b>{`${run.runbookName} · ${stage(run)}`}</b>
        <span>
          {words.join(' · ')}
          <RunActs run={run} />
        </span>
      </p>
      <StackedBar
        whole={total}
        label={words.join(', ')}
        parts={[
          { key: 'ok', amount: counts.ok, tone: 'good' },
          { key: 'running', amount: counts.sending, tone: 'act' },
          { key: 'not-ok', amount: notOk, tone: 'down' },
          { key: 'apart', amount: apart, tone: 'risk' },
        ]}
      />
      {run.haltedBecause ? <p className="run-halted">Halted by itself: {run.haltedBecause}</p> : null}
    </div>
  );
}

const tookWords = (ms: number) => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : asSpan(ms));

function stage(run: Run): string {
  const name = run.retryOf ? `${run.id}, retry of ${run.retryOf}` : run.id;
  if (run.result !== null) return `${name} ${run.result}`;
  if (run.pausedAt !== null) {
    const { sending, pending } = countStates(run);
    return `${name} paused: ${asCount(sending)} in flight, ${asCount(pending)} wait`;
  }
  const step = openConsoleStep(run);
  if (step !== null) return `${run.id} ${step.manual || step.decision ? 'waits at' : 'does'} ${step.id}`;
  return run.wave < 0 ? `${name} starting` : waveName(run.waves, run.wave, run.stage);
}

/** Forms that stand in the centre in place of Stop. */
const coversStop: readonly ScreenState['form'][] = [
  'sign-in',
  'pin',
  'stand-down',
  'relieve',
  'reopen',
  'declare',
];

/** Stop stays in sight for every run, but for the service whose Stop is the primary action. */
function RunsElsewhere({ except }: { readonly except: string | null }) {
  const situation = useConsole((state) => state.situation);
  const elsewhere = Object.values(situation.runs).filter(
    (run) => run.result === null && run.service !== except,
  );
  return elsewhere.map((run) => (
    <div key={run.id} className="run-elsewhere">
      <span>
        <b>{run.id}</b> runs on {run.service}
      </span>
      <ActButton
        kind="danger"
        testId={`stop-${run.id}`}
        disabled={run.stopRequestedAt !== null}
        onAct={() => void stopRun(run.id)}
      >
        {run.stopRequestedAt === null ? 'Stop it' : 'Stopping'}
      </ActButton>
    </div>
  ));
}
