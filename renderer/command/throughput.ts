import { countStates, type Run } from '../../src/domain/run/run-state';

/** How many endpoints had ended at a moment. */
export type Sample = { readonly at: number; readonly done: number };

/** What was seen of a run so far, from which its rate and its end follow. */
export type Pace = {
  /** Of the last five seconds, and one before them. */
  readonly samples: readonly Sample[];
  /** Where the part began that is like the rest: after the canary. Null before. */
  readonly since: Sample | null;
  /** Endpoints per second as measured lately. */
  readonly perSecond: number;
  /** How long the rest takes at the live rate, in milliseconds; null while nothing can be said. */
  readonly leftMs: number | null;
};

const windowMs = 5000;
/** Nothing is foretold from less than this. */
const leastMs = 1500;
/** How much the pace since the canary counts, against that of the last seconds: it knows the pauses between waves. */
const wholeShare = 0.7;
/** How much of a changed prediction is taken over at once. */
const newShare = 0.3;

/** Endpoints of a run that have ended, whichever way. */
export function doneOf(run: Run): number {
  const counts = countStates(run);
  return run.manifest.entries.length - counts.pending - counts.sending;
}

/** The pace of a run that is seen for the first time: it has ended on nobody when it began. */
export function firstPace(run: Run): Pace {
  return { samples: [{ at: run.startedAt, done: 0 }], since: null, perSecond: 0, leftMs: null };
}

/**
 * Looks at a run once more. Only endpoints of its manifest count, so that who was excluded is never waited for. In the
 * canary nothing is foretold: five endpoints that are watched closely say nothing of thousands. A changed prediction
 * is approached, so that the seconds left neither jump nor stand still.
 */
export function nextPace(pace: Pace, run: Run, at: number): Pace {
  const sample = { at, done: doneOf(run) };
  const inCanary = run.waves.length > 1 && run.wave < 1;
  const since = inCanary ? null : (pace.since ?? pace.samples.at(-1) ?? sample);
  // The pace of the canary is nobody else's.
  const samples = addSample(pace.since === null && since ? [since] : pace.samples, sample);
  const perSecond = rate(samples[0], sample);
  const isEnding = run.result !== null || run.stopRequestedAt !== null || run.haltedBecause !== null;
  const foretold = since && !isEnding ? foretell(since, sample, perSecond, run) : null;
  return { samples, since, perSecond, leftMs: approach(pace, foretold, at) };
}

function foretell(since: Sample, now: Sample, perSecond: number, run: Run): number | null {
  if (now.at - since.at < leastMs || now.done === since.done) return null;
  const expected = wholeShare * rate(since, now) + (1 - wholeShare) * perSecond;
  return ((run.manifest.entries.length - now.done) / expected) * 1000;
}

function approach({ samples, leftMs: before }: Pace, foretold: number | null, at: number): number | null {
  const last = samples.at(-1);
  if (foretold === null || before === null || !last) return foretold;
  const passed = Math.max(0, before - (at - last.at));
  return passed + (foretold - passed) * newShare;
}

/** Drops samples older than five seconds, but for the last of them: the rate is measured from it. */
function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const recent = samples.filter((each) => each.at >= sample.at - windowMs);
  const older = samples.findLast((each) => each.at < sample.at - windowMs);
  return [...(older ? [older] : []), ...recent, sample];
}

const rate = (from: Sample | undefined, to: Sample): number =>
  from && to.at > from.at ? ((to.done - from.done) / (to.at - from.at)) * 1000 : 0;
