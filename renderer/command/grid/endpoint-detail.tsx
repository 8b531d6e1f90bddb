import { causeOf } from '../../../src/domain/run/outcome';
import type { Run } from '../../../src/domain/run/run-state';
import { Shape } from '../../ui/shape';
import { type CellKind, cellLook, type GridEndpoint, type GridView } from './cell-state';

type EndpointDetailProps = {
  readonly endpoint: GridEndpoint | null;
  readonly kind: CellKind | null;
  readonly runs: readonly Run[];
  readonly view: GridView;
};

/** One line about the endpoint under the pointer or the selection. */
export function EndpointDetail({ endpoint, kind, runs, view }: EndpointDetailProps) {
  if (endpoint === null || kind === null)
    return (
      <p className="endpoint-line is-faint">
        Point at an endpoint, or walk them with the arrow keys. A click or Enter opens one.
      </p>
    );
  const { name, site } = endpoint;
  const run = view === 'run' ? runs.findLast((each) => each.endpoints[name] !== undefined) : undefined;
  const progress = run?.endpoints[name];
  const outcome = progress?.outcome ?? null;
  const output = outcome && 'output' in outcome ? outcome.output.trim() : '';
  const about = [
    site,
    progress?.step ? `step ${progress.step}` : '',
    outcome && causeOf(outcome) !== outcome.state ? causeOf(outcome) : '',
    outcome && 'exitCode' in outcome ? `exit ${outcome.exitCode}` : '',
    outcome ? `${(outcome.tookMs / 1000).toFixed(1)} s` : '',
  ].filter(Boolean);
  return (
    <p className="endpoint-line" data-testid="endpoint-detail">
      <b>{name}</b>
      <span className={`is-${cellLook[kind].tone}`}>
        <Shape form={cellLook[kind].form} /> {cellLook[kind][view]}
      </span>
      <span className="is-dim">{about.join(' · ')}</span>
      {output ? <code>{output.split('\n')[0]}</code> : null}
    </p>
  );
}
