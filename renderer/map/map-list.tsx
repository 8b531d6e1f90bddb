import type { DependencyGraph } from '../../src/domain/plan/dependencies/graph';
import type { RestoreOrder } from '../../src/domain/plan/dependencies/restore-order';
import type { BoardCondition } from '../../src/domain/views/service-board';
import { conditionLook } from '../command/condition-look';
import { asSpan } from '../ui/duration';
import { ListBox } from '../ui/list-box';
import { Shape } from '../ui/shape';
import { kindWords, nameOf } from './map-words';

type MapListProps = {
  readonly graph: DependencyGraph;
  readonly order: RestoreOrder;
  readonly conditions: ReadonlyMap<string, BoardCondition>;
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
};

/** Everything on the map: services in the order they are restored, then what lies outside of the plan. */
export function MapList({ graph, order, conditions, chosen, onChoose }: MapListProps) {
  const places = new Map(order.order.map(({ service }, index) => [service, index + 1]));
  const services = [...places.keys(), ...order.stuck];
  const outside = [...graph.nodes.values()].filter((node) => node.service === null).map(({ key }) => key);
  return (
    <ListBox
      label="Services in the order they are restored"
      className="side-list map-list"
      chosen={chosen}
      onMove={onChoose}
      onTake={onChoose}
      autoFocus
      options={[...services, ...outside].map((key) => {
        const node = graph.nodes.get(key);
        const look = conditionLook[conditions.get(key) ?? 'unknown'];
        return {
          id: key,
          testId: `map-line-${key}`,
          content: (
            <>
              <b>{places.get(key) ?? (node?.service ? '?' : '–')}</b>
              <span>{nameOf(graph, key)}</span>
              {node?.service ? (
                <small className={`is-${look.tone}`}>
                  <Shape form={look.form} /> RTO {asSpan(node.service.rtoMs)}
                </small>
              ) : (
                <small className="is-dim">{node ? kindWords[node.kind] : ''}</small>
              )}
            </>
          ),
        };
      })}
    />
  );
}
