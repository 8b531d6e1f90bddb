import { useMemo } from 'react';
import { doubtful } from '../../src/domain/run/follow-up';
import type { Run } from '../../src/domain/run/run-state';
import { type FailureCluster, failureClusters } from '../../src/domain/views/clusters';
import { show, useScreen } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { asCount, asNoun } from '../ui/numbers';
import { useSteady } from '../ui/steady';
import { previewRetry } from './acts';
import { causeWords, endTones } from './cause-words';
import { useFocus } from './focus';
import { runsOf } from './grid/cell-state';
import { bySite, type SiteIndex, siteIndex } from './sites';

/** Grouping thousands of outcomes with every redraw would cost the grid its frames. */
const regroupMs = 500;
/** Up to here they are counted at a glance. */
const fewClusters = 4;

/** What did not end well, grouped by how it ended, each group with its way on. */
export function Clusters() {
  const { incident } = useFocus();
  const plan = useConsole((state) => state.plan.plan);
  const latest = useConsole((state) => runsOf(incident, state.world.runs).at(-1) ?? null);
  const run = useSteady(latest, regroupMs);
  const clusters = useMemo(() => (run ? failureClusters(run) : []), [run]);
  if (!run || !plan || clusters.length === 0) return null;
  const sites = siteIndex(plan);
  const count = clusters.reduce((sum, each) => sum + each.endpoints.length, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="clusters" data-testid="clusters" aria-label="Failed endpoints by cause" tabIndex={0}>
      {clusters.length > fewClusters ? (
        <p className="clusters-sum" data-testid="clusters-sum">
          {asNoun(count, 'endpoint')} did not end well, in {asNoun(clusters.length, 'way')}, the most frequent
          first
        </p>
      ) : null}
      <table>
        <tbody>
          {clusters.map((cluster, index) => (
            <ClusterRow key={cluster.key} run={run} cluster={cluster} sites={sites} place={index + 1} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type ClusterRowProps = {
  readonly run: Run;
  readonly cluster: FailureCluster;
  readonly sites: SiteIndex;
  readonly place: number;
};

function ClusterRow({ run, cluster, sites, place }: ClusterRowProps) {
  const isBright = useScreen((state) => state.cluster === cluster.key);
  const [endpoint = ''] = cluster.endpoints;
  const step = run.endpoints[endpoint]?.step ?? null;
  const words = `${causeWords(cluster.cause)}${cluster.words ? ` · “${cluster.words}”` : ''}`;
  return (
    <tr data-testid={`cluster-${place}`}>
      <td className={`cluster-count ${endTones[cluster.state]}`}>{asCount(cluster.endpoints.length)}</td>
      <td className="cluster-words">
        <button
          type="button"
          className="cluster-button"
          aria-pressed={isBright}
          title={isBright ? 'Show all endpoints on the grid' : 'Show only these on the grid'}
          onClick={() => show({ cluster: isBright ? null : cluster.key })}
        >
          {words}
        </button>
      </td>
      <td className="cluster-sites">{siteWords(sites, cluster.endpoints)}</td>
      <td className="cluster-acts">
        {step === null ? null : (
          <ActButton
            kind="link"
            testId="show-output"
            label={`Show output of ${asNoun(cluster.endpoints.length, 'endpoint')}: ${words}`}
            onAct={() => show({ over: 'outputs', outputs: { run: run.id, step, endpoint } })}
          >
            Show output
          </ActButton>
        )}
        <Retry run={run} cluster={cluster} />
      </td>
    </tr>
  );
}

function Retry({ run, cluster }: { readonly run: Run; readonly cluster: FailureCluster }) {
  const pending = useScreen((state) => state.pending === 'retry');
  if (run.result === null) return <span className="is-faint">retry after this run</span>;
  const failed = cluster.state === 'failed' || cluster.state === 'timed-out' ? 'failed' : cluster.state;
  return (
    <ActButton
      kind="link"
      testId="retry"
      disabled={pending}
      onAct={() => void previewRetry(run.id, cluster.key, doubtful(run, cluster.endpoints).length)}
    >
      Retry {asNoun(cluster.endpoints.length, `${failed} endpoint`)}
    </ActButton>
  );
}

/** The two sites with most of them, and how many more there are. */
function siteWords(index: SiteIndex, endpoints: readonly string[]): string {
  const sites = bySite(index, endpoints);
  const named = sites.slice(0, 2).map(([site, names]) => `${site} ${asCount(names.length)}`);
  return [...named, ...(sites.length > 2 ? [`+${sites.length - 2}`] : [])].join(', ');
}
