import { causeOf } from '../../../src/domain/run/outcome';
import type { Run } from '../../../src/domain/run/run-state';
import { useConsole } from '../../store';
import { Shape } from '../../ui/shape';
import { type CellKind, cellLook, type GridView } from './cell-state';

type EndpointDetailProps = {
  readonly endpoint: string | null;
  readonly kind: CellKind | null;
  readonly runs: readonly Run[];
  readonly view: GridView;
  /** Whether its output is shown, too; pointing shows only the line. */
  readonly open: boolean;
};

/** One line about the endpoint under the pointer or the selection, and its output once selected. */
export function EndpointDetail({ endpoint, kind, runs, view, open }: EndpointDetailProps) {
  const known = useConsole((state) => state.plan.plan?.endpoints.find((each) => each.name === endpoint));
  if (endpoint === null || kind === null)
    return <p className="endpoint-line is-faint">Point at an endpoint, or walk them with the arrow keys.</p>;
  const run = view === 'run' ? runs.findLast((each) => each.endpoints[endpoint] !== undefined) : undefined;
  const progress = run?.endpoints[endpoint];
  const outcome = progress?.outcome ?? null;
  const output = outcome && 'output' in outcome ? outcome.output.trim() : '';
  const cause = outcome && causeOf(outcome) !== outcome.state ? causeOf(outcome) : '';
  const exit = outcome && 'exitCode' in outcome ? `exit ${outcome.exitCode}` : '';
  const about = [
    known ? `${known.user}@${known.address}:${known.port}` : 'not in the plan',
    cause,
    exit,
    progress?.step ? `step ${progress.step}` : '',
    outcome ? `${(outcome.tookMs / 1000).toFixed(1)} s` : '',
  ].filter(Boolean);
  return (
    <>
      <p className="endpoint-line" data-testid="endpoint-detail">
        <b>{endpoint}</b>
        <span className={`is-${cellLook[kind].tone}`}>
          <Shape form={cellLook[kind].form} /> {cellLook[kind][view]}
        </span>
        <span className="is-dim">{about.join(' · ')}</span>
        {!open && output ? <code>{output.split('\n')[0]}</code> : null}
      </p>
      {open && output ? <pre className="output">{output}</pre> : null}
    </>
  );
}
