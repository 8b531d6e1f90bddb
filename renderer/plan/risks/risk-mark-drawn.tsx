import { useContext } from 'react';
import { asNoun } from '../../ui/numbers';
import { ChosenRisk } from './chosen-risk';
import { type RiskMark, riskAfter } from './risk-marks';

type RiskMarkDrawnProps = {
  readonly mark: RiskMark;
  /** In pixels. */
  readonly x: number;
  readonly y: number;
  readonly rem: number;
  readonly onChoose: (id: string) => void;
};

/** A disc with the risk's number in the list, or a bar with how many there are; the chosen one is filled and ringed. */
export function RiskMarkDrawn({ mark, x, y, rem, onChoose }: RiskMarkDrawnProps) {
  const chosen = useContext(ChosenRisk);
  const { risks } = mark;
  const isChosen = risks.some(({ id }) => id === chosen);
  const choose = () => {
    const id = riskAfter(mark, chosen);
    if (id !== null) onChoose(id);
  };
  const isMerged = risks.length > 1;
  const place = risks[0]?.place ?? 0;
  // Three figures need a wider disc than two.
  const width = isMerged ? 4.25 * rem : (place > 99 ? 2 : 1.5) * rem;
  const height = 1.5 * rem;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list below chooses the same by keys and for a screen reader
    <g
      className={`risk-mark${isMerged ? ' risk-mark-merged' : ''}${isChosen ? ' risk-mark-chosen' : ''}`}
      data-testid="risk-mark"
      data-risks={risks.map(({ id }) => id).join(' ')}
      onClick={choose}
    >
      {isChosen ? (
        <rect
          className="risk-mark-ring"
          x={x - width / 2 - 3}
          y={y - height / 2 - 3}
          width={width + 6}
          height={height + 6}
          rx={height / 2 + 3}
        />
      ) : null}
      <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={height / 2} />
      <text x={x} y={y} dy="0.35em" textAnchor="middle">
        {isMerged ? asNoun(risks.length, 'risk') : place}
      </text>
    </g>
  );
}
