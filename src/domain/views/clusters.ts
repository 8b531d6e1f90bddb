import { causeOf, type Outcome } from '../run/outcome';
import type { Run } from '../run/run-state';
import { blurOutput, ownNames } from './blur-output';

/** Endpoints of a run that ended alike: same state, same cause, same words. */
export type FailureCluster = {
  /** Stable within a run: state, cause and first line of the output. */
  readonly key: string;
  readonly state: Outcome['state'];
  readonly cause: string;
  /** First line of what they said, without what always varies; empty where they said nothing. */
  readonly words: string;
  readonly endpoints: readonly string[];
};

/** Groups everything that did not end well, the largest group first. */
export function failureClusters(run: Run): FailureCluster[] {
  const clusters = new Map<string, { cluster: Omit<FailureCluster, 'endpoints'>; endpoints: string[] }>();
  for (const entry of run.manifest.entries) {
    const { endpoint } = entry;
    const { outcome = null, state = 'pending' } = run.endpoints[endpoint] ?? {};
    if (!outcome || state === 'ok' || state === 'pending' || state === 'sending') continue;
    const said = 'output' in outcome ? (outcome.output.trim().split('\n')[0] ?? '') : '';
    // A line that names its endpoint would make a cluster of every one of them.
    const words = said ? blurOutput(said, ownNames(entry)) : said;
    const exit = 'exitCode' in outcome && outcome.state === 'failed' ? `exit ${outcome.exitCode}` : '';
    const cause = causeOf(outcome) === 'NonZeroExit' ? exit : causeOf(outcome);
    const key = `${outcome.state}/${cause}/${words}`;
    const known = clusters.get(key);
    if (known) known.endpoints.push(endpoint);
    else clusters.set(key, { cluster: { key, state: outcome.state, cause, words }, endpoints: [endpoint] });
  }
  return [...clusters.values()]
    .map(({ cluster, endpoints }) => ({ ...cluster, endpoints }))
    .sort((a, b) => b.endpoints.length - a.endpoints.length || (a.key < b.key ? -1 : 1));
}
