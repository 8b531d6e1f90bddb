import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { blastSet } from '../../src/domain/plan/dependencies/blast-set';
import type { DependencyGraph } from '../../src/domain/plan/dependencies/graph';
import type { RestoreOrder } from '../../src/domain/plan/dependencies/restore-order';
import { needsBelow } from '../../src/domain/views/dependency-map';
import type { BoardCondition } from '../../src/domain/views/service-board';
import { conditionLook } from '../command/condition-look';
import { asSpan } from '../ui/duration';
import { type Arrow, type Box, boxHeight, boxToward, boxWidth, type Layout } from './layout';
import { kindWords, nameOf } from './map-words';

type MapPictureProps = {
  readonly graph: DependencyGraph;
  readonly order: RestoreOrder;
  readonly layout: Layout;
  readonly conditions: ReadonlyMap<string, BoardCondition>;
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
};

/** The map itself: what is restored first stands above. Arrow keys go from box to box. */
export function MapPicture({ graph, order, layout, conditions, chosen, onChoose }: MapPictureProps) {
  const box = useRef<HTMLDivElement>(null);
  const reached = useMemo(
    () => new Set(blastSet(graph, [chosen]).map(({ service }) => service)),
    [graph, chosen],
  );
  const below = useMemo(() => new Set(needsBelow(graph, chosen)), [graph, chosen]);
  const places = useMemo(
    () => new Map(order.order.map(({ service }, index) => [service, index + 1])),
    [order],
  );
  useEffect(() => {
    // The sheet is shown only after its parts are drawn, and what is not shown cannot be scrolled to.
    const frame = requestAnimationFrame(() => {
      const drawn = [...(box.current?.querySelectorAll('[data-key]') ?? [])];
      const own = drawn.find((each) => each.getAttribute('data-key') === chosen);
      own?.scrollIntoView?.({ block: 'center', inline: 'center' });
    });
    return () => cancelAnimationFrame(frame);
  }, [chosen]);
  const roleOf = (key: string) =>
    key === chosen ? 'chosen' : reached.has(key) ? 'reached' : below.has(key) ? 'needed' : 'aside';
  const onKeyDown = (event: KeyboardEvent) => {
    const next = boxToward(layout.boxes, chosen, event.key);
    if (next === null) return;
    event.preventDefault();
    onChoose(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no element is a picture that is walked by arrow keys
    <div
      ref={box}
      className="map-picture"
      role="group"
      aria-label={`Map around ${nameOf(graph, chosen)}; arrow keys go from box to box`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is walked by arrow keys
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="map-picture"
    >
      <svg
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        style={{ width: `${layout.width / 16}rem`, height: `${layout.height / 16}rem` }}
        aria-hidden="true"
      >
        <defs>
          {arrowRoles.map((role) => (
            <marker
              key={role}
              id={`map-head-${role}`}
              className={`map-head-${role}`}
              viewBox="0 0 8 8"
              refX="8"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8z" />
            </marker>
          ))}
        </defs>
        {layout.arrows.map((arrow) => {
          const role = arrowRole(arrow, roleOf);
          return (
            <path
              key={`${arrow.from}>${arrow.to}`}
              className={`map-arrow map-arrow-${role}`}
              d={arrowPath(arrow)}
              markerEnd={`url(#map-head-${role})`}
            />
          );
        })}
        {layout.boxes.map((each) => (
          <BoxDrawn
            key={each.key}
            box={each}
            graph={graph}
            place={places.get(each.key) ?? null}
            condition={conditions.get(each.key) ?? null}
            role={roleOf(each.key)}
            onChoose={onChoose}
          />
        ))}
      </svg>
    </div>
  );
}

const arrowRoles = ['aside', 'needed', 'reached'] as const;

/** An arrow belongs to the blast when the failure runs along it, to the needs when the chosen one leans on it. */
function arrowRole({ from, to }: Arrow, roleOf: (key: string) => string): (typeof arrowRoles)[number] {
  const ends = [roleOf(from), roleOf(to)];
  if (ends[1] === 'reached' && ends[0] !== 'aside' && ends[0] !== 'needed') return 'reached';
  return ends[0] === 'needed' && (ends[1] === 'needed' || ends[1] === 'chosen') ? 'needed' : 'aside';
}

const arrowPath = ({ points }: Arrow): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${Math.round(x)} ${Math.round(y)}`).join('');

type BoxDrawnProps = Pick<MapPictureProps, 'graph' | 'onChoose'> & {
  readonly box: Box;
  readonly place: number | null;
  readonly condition: BoardCondition | null;
  readonly role: string;
};

/** A box as words in HTML, so that a long name is cut where it has to be. */
function BoxDrawn({ box, graph, place, condition, role, onChoose }: BoxDrawnProps) {
  const node = graph.nodes.get(box.key);
  const look = conditionLook[condition ?? 'unknown'];
  const under = node?.service
    ? `tier ${node.service.tier} · RTO ${asSpan(node.service.rtoMs)} · ${look.words}`
    : node
      ? kindWords[node.kind]
      : '';
  return (
    <foreignObject x={box.x} y={box.y} width={boxWidth} height={boxHeight}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the list beside it says the same to everybody else */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the picture has the arrow keys */}
      <div
        className={`map-box map-box-${role} ${node?.service ? `edge-${look.tone}` : 'map-box-outside'}`}
        data-key={box.key}
        data-role={role}
        onClick={() => onChoose(box.key)}
      >
        {place === null ? null : <b>{place}</b>}
        <span>{nameOf(graph, box.key)}</span>
        <small>{under}</small>
      </div>
    </foreignObject>
  );
}
