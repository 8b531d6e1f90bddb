import { countStates, type Run } from '../../src/domain/run/run-state';

/** How many endpoints had ended at a moment. */
export type Sample = { readonly at: number; readonly done: number };

/** Endpoints per second as measured lately, and how long the rest takes at that rate. */
export type Throughput = { readonly perSecond: number; readonly leftMs: number | null };

const windowMs = 5000;

/** Endpoints of a run that have ended, whichever way. */
export function doneOf(run: Run): number {
  const counts = countStates(run);
  return run.manifest.entries.length - counts.pending - counts.sending;
}

/** Adds a sample and drops those older than five seconds, but for the last of them: the rate is measured from it. */
export function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const recent = samples.filter((each) => each.at >= sample.at - windowMs);
  const older = samples.findLast((each) => each.at < sample.at - windowMs);
  return [...(older ? [older] : []), ...recent, sample];
}

/** The rate over the samples; nothing is predicted before two different moments were seen. */
export function measureThroughput(samples: readonly Sample[], total: number): Throughput {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.at <= first.at) return { perSecond: 0, leftMs: null };
  const perSecond = ((last.done - first.done) / (last.at - first.at)) * 1000;
  return { perSecond, leftMs: perSecond > 0 ? ((total - last.done) / perSecond) * 1000 : null };
}
