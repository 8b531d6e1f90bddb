import { useMemo } from 'react';
import { blastSet } from '../../src/domain/plan/dependencies/blast-set';
import type { CircularRecovery } from '../../src/domain/plan/dependencies/circular-recovery';
import type { DependencyGraph } from '../../src/domain/plan/dependencies/graph';
import type { RestoreOrder } from '../../src/domain/plan/dependencies/restore-order';
import { slowestNeeds, wayToSlowest } from '../../src/domain/plan/dependencies/slowest-need';
import { asSpan } from '../ui/duration';
import { asNoun } from '../ui/numbers';
import { circularWords, kindWords, nameOf, wayWords } from './map-words';

type MapDetailProps = {
  readonly graph: DependencyGraph;
  readonly order: RestoreOrder;
  readonly circular: readonly CircularRecovery[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
};

/** What follows for the chosen one: when it is restored, what it needs, what its failure takes with it. */
export function MapDetail({ graph, order, circular, chosen, onChoose }: MapDetailProps) {
  const node = graph.nodes.get(chosen);
  const reached = useMemo(() => blastSet(graph, [chosen]), [graph, chosen]);
  const slowest = useMemo(() => slowestNeeds(graph), [graph]);
  if (!node) return null;
  const { service } = node;
  const slow = slowest.get(chosen);
  const stuckIn = circular.filter((each) => each.service === chosen);
  return (
    <section className="map-detail" aria-label={node.name} data-testid="map-detail">
      <h3>{node.name}</h3>
      <p>
        {service
          ? `Tier ${service.tier}, RTO ${asSpan(service.rtoMs)}. ${placeWords(order, chosen)}`
          : `${kindWords[node.kind]}, outside of the plan: the console cannot restore it.`}
      </p>
      {stuckIn.length > 0 ? (
        <ul className="map-wrong">
          {stuckIn.map((each) => (
            <li key={circularWords(graph, each)}>
              Its recovery needs what it recovers. {circularWords(graph, each)}.
            </li>
          ))}
        </ul>
      ) : null}
      {service && slow && slow.rtoMs > service.rtoMs ? (
        <p className="is-risk">
          Its RTO of {asSpan(service.rtoMs)} cannot be kept: {wayWords(graph, wayToSlowest(slowest, chosen))},
          whose RTO is {asSpan(slow.rtoMs)}.
        </p>
      ) : null}
      <Keys
        title={node.needs.length > 0 ? `Needs ${node.needs.length}` : 'Needs nothing that the plan names'}
        lines={node.needs.map(({ key, kind }) => ({ key, under: kindWords[kind] }))}
        graph={graph}
        onChoose={onChoose}
      />
      <Keys
        title={
          reached.length > 0
            ? `Its failure takes ${asNoun(reached.length, 'service')} with it`
            : 'Its failure takes no other service with it'
        }
        lines={reached.map(({ service: key, over, distance }) => ({
          key,
          under: distance > 1 ? `over ${nameOf(graph, over)}` : 'directly',
        }))}
        graph={graph}
        onChoose={onChoose}
      />
    </section>
  );
}

function placeWords({ order, stuck }: RestoreOrder, chosen: string): string {
  const index = order.findIndex(({ service }) => service === chosen);
  const stage = order[index]?.stage ?? 0;
  const total = order.length + stuck.length;
  if (index < 0) return 'Nothing says when it is restored: it stands in a circle.';
  const together = order.filter((each) => each.stage === stage).length - 1;
  const others = together > 0 ? `, together with ${asNoun(together, 'other')}` : '';
  return `Restored as ${index + 1} of ${total}, in stage ${stage + 1}${others}.`;
}

type KeysProps = Pick<MapDetailProps, 'graph' | 'onChoose'> & {
  readonly title: string;
  readonly lines: readonly { readonly key: string; readonly under: string }[];
};

function Keys({ title, lines, graph, onChoose }: KeysProps) {
  return (
    <>
      <h4>{title}</h4>
      <ul className="map-keys">
        {lines.map(({ key, under }) => (
          <li key={key}>
            <button type="button" className="button button-link" onClick={() => onChoose(key)}>
              {nameOf(graph, key)}
            </button>
            <small>{under}</small>
          </li>
        ))}
      </ul>
    </>
  );
}
