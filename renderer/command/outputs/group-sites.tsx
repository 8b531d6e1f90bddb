import { useMemo, useState } from 'react';
import { useConsole } from '../../store';
import { CopyButton } from '../../ui/copy-button';
import { asCount } from '../../ui/numbers';
import { openEndpoint } from '../endpoint/open-endpoint';
import { bySite, siteIndex } from '../sites';

/** More sites than these are opened one by one. */
const mostOpen = 1;
const mostNames = 400;

/** Who said it, site by site; a name leads to all that is known of the endpoint. */
export function GroupSites({ endpoints }: { readonly endpoints: readonly string[] }) {
  const plan = useConsole((state) => state.plan.plan);
  const sites = useMemo(() => (plan ? bySite(siteIndex(plan), endpoints) : []), [plan, endpoints]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set(sites.length <= mostOpen || endpoints.length <= 12 ? sites.map(([site]) => site) : []),
  );
  const toggle = (site: string, isOpen: boolean) => {
    const next = new Set(opened);
    if (isOpen) next.add(site);
    else next.delete(site);
    setOpened(next);
  };
  return (
    <div className="outputs-sites" data-testid="output-sites">
      {sites.map(([site, names]) => (
        <details
          key={site}
          open={opened.has(site)}
          onToggle={(event) => toggle(site, event.currentTarget.open)}
        >
          <summary>
            {site} <b>{asCount(names.length)}</b>
          </summary>
          {opened.has(site)
            ? names.slice(0, mostNames).map((name) => (
                <button
                  key={name}
                  type="button"
                  className="endpoint-link"
                  onClick={() => openEndpoint(name, 'key')}
                >
                  {name}
                </button>
              ))
            : null}
          {opened.has(site) && names.length > mostNames ? (
            <span className="is-dim">and {asCount(names.length - mostNames)} more</span>
          ) : null}
        </details>
      ))}
      <CopyButton text={endpoints.join('\n')} words="Copy the names" />
    </div>
  );
}
