import { useMemo } from 'react';
import type { Plan } from '../../src/domain/plan/plan';
import type { Run } from '../../src/domain/run/run-state';
import { type FailureCluster, failureClusters } from '../../src/domain/views/clusters';
import { show, useScreen } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { asCount, asNoun } from '../ui/numbers';
import { useSteady } from '../ui/steady';
import { previewRetry } from './acts';
import { useFocus } from './focus';
import { runsOf } from './grid/cell-state';

/** Grouping thousands of outcomes forty times a second would cost the grid its frames. */
const regroupMs = 250;

/** What did not end well, grouped by how it ended, each group with its way on. */
export function Clusters() {
  const { incident } = useFocus();
  const plan = useConsole((state) => state.plan.plan);
  const latest = useConsole((state) => runsOf(incident, state.world.runs).at(-1) ?? null);
  const run = useSteady(latest, regroupMs);
  const open = useScreen((state) => state.cluster);
  const clusters = useMemo(() => (run ? failureClusters(run) : []), [run]);
  if (!run || !plan || clusters.length === 0) return null;
  return (
    <div className="clusters" data-testid="clusters">
      <table aria-label="Failed endpoints by cause">
        {clusters.map((cluster, index) => (
          <tbody key={cluster.key} data-testid={`cluster-${index + 1}`}>
            <tr>
              <td className={`cluster-count ${tones[cluster.state]}`}>{asCount(cluster.endpoints.length)}</td>
              <td className="cluster-words">
                {causeWords(cluster.cause)}
                {cluster.words ? ` · “${cluster.words}”` : ''}
              </td>
              <td className="cluster-sites">{sitesOf(plan, cluster.endpoints)}</td>
              <td className="cluster-acts">
                <ActButton
                  kind="link"
                  onAct={() => show({ cluster: open === cluster.key ? null : cluster.key })}
                >
                  {open === cluster.key ? 'Hide output' : 'Show output'}
                </ActButton>
                <Retry run={run} cluster={cluster} />
              </td>
            </tr>
            {open === cluster.key ? (
              <tr>
                <td />
                <td colSpan={3}>
                  <ClusterOutput run={run} cluster={cluster} />
                </td>
              </tr>
            ) : null}
          </tbody>
        ))}
      </table>
    </div>
  );
}

const tones: Readonly<Record<FailureCluster['state'], string>> = {
  ok: 'is-good',
  failed: 'is-down',
  'timed-out': 'is-down',
  unreachable: 'is-risk',
  denied: 'is-unknown',
  cancelled: 'is-dim',
  unknown: 'is-unknown',
};

function Retry({ run, cluster }: { readonly run: Run; readonly cluster: FailureCluster }) {
  const pending = useScreen((state) => state.pending === 'retry');
  if (run.result === null) return <span className="is-faint">retry after this run</span>;
  const failed = cluster.state === 'failed' || cluster.state === 'timed-out' ? 'failed' : cluster.state;
  return (
    <ActButton
      kind="link"
      testId="retry"
      disabled={pending}
      onAct={() => void previewRetry(run.id, cluster.key)}
    >
      Retry {asNoun(cluster.endpoints.length, `${failed} endpoint`)}
    </ActButton>
  );
}

function ClusterOutput({ run, cluster }: { readonly run: Run; readonly cluster: FailureCluster }) {
  const first = cluster.endpoints[0] ?? '';
  const outcome = run.endpoints[first]?.outcome;
  const output = outcome && 'output' in outcome ? outcome.output.trim() : '';
  const names = cluster.endpoints.slice(0, 12).join(', ');
  const more = cluster.endpoints.length - 12;
  return (
    <div className="cluster-output">
      <pre className="output">{output || 'No output.'}</pre>
      <p className="is-dim">
        Output of {first}. All: {names}
        {more > 0 ? ` and ${asCount(more)} more` : ''}
      </p>
    </div>
  );
}

/** `ConnectTimeout` → `connect timeout`; anything else as it is. */
const causeWords = (cause: string) =>
  /^[A-Z][a-z]+([A-Z][a-z]+)+$/.test(cause) ? cause.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase() : cause;

function sitesOf(plan: Plan, endpoints: readonly string[]): string {
  const names = new Set(endpoints);
  const counts = new Map<string, number>();
  for (const { name, labels } of plan.endpoints)
    if (names.has(name))
      counts.set(labels.site ?? 'no site', (counts.get(labels.site ?? 'no site') ?? 0) + 1);
  const [first, second, ...rest] = [...counts].sort((a, b) => b[1] - a[1]);
  const say = (site: readonly [string, number] | undefined) =>
    site ? [`${site[0]} ${asCount(site[1])}`] : [];
  return [...say(first), ...say(second), ...(rest.length > 0 ? [`+${rest.length}`] : [])].join(', ');
}
