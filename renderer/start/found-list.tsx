import type { StartFound } from '../../src/ipc/start-plan';
import { PlanProblems } from '../command/broken/broken';
import { asCount, asNoun } from '../ui/numbers';

/** What the inventory holds, what of it is not used, and what becomes of the file. */
export function FoundList({ found }: { readonly found: StartFound }) {
  const { endpoints, withKey, problems, whyCsv, file, format } = found;
  const without = endpoints - withKey;
  return (
    <section className="start-found">
      <h2>What was found</h2>
      <p>
        {format}: {asNoun(endpoints, 'endpoint')}.{' '}
        {whyCsv === ''
          ? `The plan gets a copy of ${file}.`
          : `The plan gets the endpoints as a CSV, and no copy of ${file}, because ${whyCsv}.`}
      </p>
      <p className={without === 0 ? '' : 'is-risk'}>
        {without === 0
          ? 'All have a host key on file.'
          : `${asCount(without)} of ${asCount(endpoints)} have no host key on file, and nothing is sent to them until they do: holdfast plan keys.`}
      </p>
      {problems.length === 0 ? (
        <p>Everything in it is used.</p>
      ) : (
        <details>
          <summary>{asNoun(problems.length, 'thing')} in it not used, by line</summary>
          <PlanProblems problems={problems} />
        </details>
      )}
    </section>
  );
}
