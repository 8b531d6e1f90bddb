import type { Run } from '../domain/run/run-state';
import { failureClusters } from '../domain/views/clusters';
import { AppError } from '../errors';
import { didYouMean } from '../plan/nearest-word';

/**
 * Where a run did not end well, of a state or cause if one is given.
 * @throws AppError `invalid-input` for words by which nothing ever ends
 */
export function endedBadly(run: Run, cause: string | undefined): readonly string[] {
  const clusters = failureClusters(run);
  const known = [
    ...new Set(
      [...ends, ...clusters.flatMap((each) => [each.state, each.cause])].filter((each) => each !== ''),
    ),
  ];
  if (cause !== undefined && !known.includes(cause))
    throw new AppError(
      'invalid-input',
      `Nothing ends as "${cause}". ${didYouMean(cause, known, `It is one of ${known.join(', ')}.`)} Nothing was sent.`,
    );
  return clusters
    .filter((each) => cause === undefined || each.state === cause || each.cause === cause)
    .flatMap((each) => each.endpoints);
}

const ends = ['failed', 'unreachable', 'denied', 'timed-out', 'unknown'] as const;

/**
 * These names, all of which the run had: a slip would quietly do less than was meant.
 * @throws AppError `invalid-input`
 */
export function namedOf({ id, manifest }: Run, names: readonly string[]): readonly string[] {
  const there = manifest.entries.map(({ endpoint }) => endpoint);
  for (const name of names) {
    if (name === '' || there.includes(name)) continue;
    const out = manifest.excluded.find((each) => each.endpoint === name);
    const why = out
      ? `was left out of ${id} (${out.reason}), and only what it ran on is repeated`
      : `was not in ${id}. ${didYouMean(name, there, 'Its export names those that were')}`;
    throw new AppError(
      'invalid-input',
      `${name} ${why.replace(/[.?]?$/, (end) => end || '.')} Nothing was sent.`,
    );
  }
  return names;
}
