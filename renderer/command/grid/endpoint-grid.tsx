import { useMemo, useState } from 'react';
import { lastSeen, unknownService } from '../../../src/domain/service/service-state';
import { failureClusters } from '../../../src/domain/views/clusters';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { asNoun } from '../../ui/numbers';
import { openEndpoint } from '../endpoint/open-endpoint';
import { useFocus } from '../focus';
import { CellCanvas } from './cell-canvas';
import { cellLook, cellStates, countCells, gridEndpoints, runsOf } from './cell-state';
import { EndpointDetail } from './endpoint-detail';
import { Legend } from './legend';

/** Every endpoint of the service in focus, by site, with what is known of it now. */
export function EndpointGrid() {
  const { service, incident } = useFocus();
  const plan = useConsole((state) => state.plan.plan);
  const state =
    useConsole((console) => (service ? console.world.services[service.id] : undefined)) ?? unknownService;
  const allRuns = useConsole((console) => console.world.runs);
  const chosenView = useScreen((screen) => screen.gridView);
  const selectedName = useScreen((screen) => screen.endpoint);
  const clusterKey = useScreen((screen) => screen.cluster);
  const [pointed, setPointed] = useState<number | null>(null);

  const endpoints = useMemo(() => (plan && service ? gridEndpoints(plan, service) : []), [plan, service]);
  const groups = useMemo(() => groupBySite(endpoints), [endpoints]);
  const runs = useMemo(() => runsOf(incident, allRuns), [incident, allRuns]);
  const view = runs.length > 0 ? chosenView : 'probe';
  const seen = useMemo(() => lastSeen(state), [state]);
  const cells = useMemo(() => cellStates(endpoints, seen, runs, view), [endpoints, seen, runs, view]);
  const counts = useMemo(() => countCells(cells), [cells]);
  const bright = useMemo(() => {
    const run = runs.at(-1);
    const cluster =
      run && clusterKey ? failureClusters(run).find((each) => each.key === clusterKey) : undefined;
    if (!cluster) return null;
    const names = new Set(cluster.endpoints);
    return new Set(endpoints.flatMap(({ name }, index) => (names.has(name) ? [index] : [])));
  }, [runs, clusterKey, endpoints]);

  if (!service) return null;
  if (endpoints.length === 0)
    return (
      <div className="grid-empty" data-testid="grid-empty">
        <b>No endpoint matches the selector of {service.name}</b>
        <code>{service.endpoints}</code>
      </div>
    );
  const selected = selectedName === null ? -1 : endpoints.findIndex((each) => each.name === selectedName);
  const detail = pointed ?? (selected >= 0 ? selected : null);
  const named = detail === null ? undefined : endpoints[detail];
  const label = `${service.name}, ${asNoun(endpoints.length, 'endpoint')}: ${counts
    .map(([kind, count]) => `${count} ${cellLook[kind][view]}`)
    .join(', ')}. Arrow keys walk the endpoints, Page keys the sites, Enter opens one.`;
  return (
    <div className="endpoint-grid">
      <CellCanvas
        groups={groups}
        cells={cells}
        bright={bright}
        selected={selected >= 0 ? selected : null}
        onSelect={(index) => show({ endpoint: endpoints[index]?.name ?? null })}
        onOpen={(index, by) => openEndpoint(endpoints[index]?.name ?? null, by)}
        onPoint={setPointed}
        label={label}
      />
      <Legend counts={counts} view={view} canSwitch={runs.length > 0} />
      <EndpointDetail
        endpoint={named ?? null}
        kind={detail === null ? null : (cells[detail] ?? null)}
        runs={runs}
        view={view}
      />
    </div>
  );
}

function groupBySite(endpoints: readonly { readonly site: string }[]) {
  const counts = new Map<string, number>();
  for (const { site } of endpoints) counts.set(site, (counts.get(site) ?? 0) + 1);
  return [...counts].map(([label, count]) => ({ label, count }));
}
