import { useMemo, useState } from 'react';
import { circlesIn } from '../../src/domain/plan/dependencies/circles';
import { circularRecoveries } from '../../src/domain/plan/dependencies/circular-recovery';
import { dependencyGraph } from '../../src/domain/plan/dependencies/graph';
import { restoreOrder } from '../../src/domain/plan/dependencies/restore-order';
import type { Plan } from '../../src/domain/plan/plan';
import { mapAround } from '../../src/domain/views/dependency-map';
import { serviceBoard } from '../../src/domain/views/service-board';
import { show, useScreen } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { asNoun } from '../ui/numbers';
import { Over } from '../ui/over';
import { layOut } from './layout';
import { MapDetail } from './map-detail';
import { MapList } from './map-list';
import { MapPicture } from './map-picture';
import { circleWords } from './map-words';

/** Beyond this many boxes nobody reads a picture; what lies around the chosen one is drawn. */
const mostBoxes = 60;

const close = () => show({ over: null });

/** What needs what: the order in which services are restored, and what a failure takes with it. */
export function MapSheet() {
  const plan = useConsole((state) => state.plan.plan);
  return plan ? <Sheet plan={plan} /> : null;
}

function Sheet({ plan }: { readonly plan: Plan }) {
  const situation = useConsole((state) => state.situation);
  const inFocus = useScreen((state) => state.chosenService);
  const rows = useMemo(() => serviceBoard(plan, situation), [plan, situation]);
  const graph = useMemo(() => dependencyGraph(plan.services), [plan]);
  const order = useMemo(() => restoreOrder(graph), [graph]);
  const circles = useMemo(() => circlesIn(graph), [graph]);
  const circular = useMemo(() => circularRecoveries(plan, graph), [plan, graph]);
  const [picked, pick] = useState(inFocus ?? rows[0]?.service.id ?? '');
  const chosen = graph.nodes.has(picked) ? picked : (order.order[0]?.service ?? '');
  // Where not everything is drawn, the picture is drawn anew around what is chosen.
  const around = graph.nodes.size <= mostBoxes ? '' : chosen;
  const part = useMemo(() => mapAround(graph, around, mostBoxes), [graph, around]);
  const layout = useMemo(() => layOut(graph, part.keys), [graph, part]);
  const conditions = new Map(rows.map((row) => [row.service.id, row.condition]));
  const outside = graph.nodes.size - plan.services.length;
  const stages = 1 + Math.max(-1, ...order.order.map(({ stage }) => stage));
  return (
    <Over label="Dependency map" className="map" onClose={close}>
      <header>
        <h2>Dependency map</h2>
        <p data-testid="map-summary">
          {asNoun(plan.services.length, 'service')}
          {outside > 0 ? `, ${asNoun(outside, 'thing')} outside of the plan` : ''}
          {stages > 0 ? `, restored in ${asNoun(stages, 'stage')}` : ''}
          {part.more > 0 ? `. Drawn: the nearest ${mostBoxes}, ${part.more} more lie behind them` : ''}
        </p>
        <ActButton onAct={close}>Close (Esc)</ActButton>
      </header>
      {circles.length + circular.length > 0 ? (
        <ul className="map-wrong" aria-label="Circles">
          {circles
            .map((way) => circleWords(graph, way))
            .map((words) => (
              <li key={words}>{words}</li>
            ))}
          {circular.length > 0 ? (
            <li>{asNoun(circular.length, 'recovery needs', 'recoveries need')} what they recover</li>
          ) : null}
        </ul>
      ) : null}
      <div className="map-body">
        <MapList graph={graph} order={order} conditions={conditions} chosen={chosen} onChoose={pick} />
        <MapPicture
          graph={graph}
          order={order}
          layout={layout}
          conditions={conditions}
          chosen={chosen}
          onChoose={pick}
        />
        <MapDetail graph={graph} order={order} circular={circular} chosen={chosen} onChoose={pick} />
      </div>
    </Over>
  );
}
