import { type RefObject, useState } from 'react';
import type { ShownKeys } from '../../src/ipc/host-keys';
import { asCount } from '../ui/numbers';

/** Nobody reads more than so many; the filter finds the rest. */
const mostRows = 200;
/** So many are found at a glance. */
const mostWithoutFilter = 12;

type ShownKeysTableProps = {
  readonly shown: readonly ShownKeys[];
  /** What scrolls, and takes the focus. */
  readonly area: RefObject<HTMLDivElement | null>;
};

/** The fingerprints that machines showed, to be compared. */
export function ShownKeysTable({ shown, area }: ShownKeysTableProps) {
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const found = shown.filter(
    ({ name, host, keys }) =>
      wanted === '' ||
      [name, host, ...keys.map(({ fingerprint }) => fingerprint)].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
  );
  return (
    <>
      {shown.length > mostWithoutFilter ? (
        <div className="start-filter">
          <input
            value={filter}
            placeholder="Part of a name or a fingerprint"
            aria-label="Show machines with this in their name, address or fingerprint"
            spellCheck={false}
            data-testid="keys-filter"
            onChange={(event) => setFilter(event.target.value)}
          />
          <small aria-live="polite">
            {asCount(Math.min(found.length, mostRows))} of {asCount(shown.length)} shown
          </small>
        </div>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <div ref={area} className="first-keys" tabIndex={0} data-testid="shown-keys">
        <table>
          <tbody>
            {found.slice(0, mostRows).map(({ name, host, keys }) => (
              <tr key={`${name} ${host}`}>
                <th scope="row">
                  {name}
                  <small>{host}</small>
                </th>
                <td>
                  {keys.map(({ type, fingerprint }) => (
                    <code key={fingerprint}>
                      {fingerprint} <span className="is-dim">{type}</span>
                    </code>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
