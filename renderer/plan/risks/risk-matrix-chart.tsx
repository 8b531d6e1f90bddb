import { memo, useMemo } from 'react';
import {
  ReferenceArea,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  type ScatterShapeProps,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { type Level, type MoneySteps, weightOf } from '../../../src/domain/risk/impact-level';
import type { RiskMatrix } from '../../../src/domain/risk/risk-register';
import { rootPixels } from '../../ui/media';
import { asNoun } from '../../ui/numbers';
import { ImpactTick, LikelihoodTick } from './matrix-axis';
import { RiskMarkDrawn } from './risk-mark-drawn';
import { type RiskMark, riskMarks } from './risk-marks';
import { RiskTip } from './risk-tip';

type RiskMatrixChartProps = {
  readonly matrix: RiskMatrix;
  /** Of all risks, in the order of the list. */
  readonly ids: readonly string[];
  readonly steps: MoneySteps;
  readonly currency: string;
  readonly onChoose: (id: string) => void;
};

const levels = [1, 2, 3, 4, 5];
const ends: [number, number] = [0.5, 5.5];

/**
 * Likelihood against impact. A cell is shaded by what both multiplied come to, and says it in figures; the list below
 * says in words where each risk stands, for keys and for a screen reader.
 */
export const RiskMatrixChart = memo(function RiskMatrixChart({
  matrix,
  ids,
  steps,
  currency,
  onChoose,
}: RiskMatrixChartProps) {
  const marks = useMemo(() => riskMarks(matrix, ids), [matrix, ids]);
  const rem = rootPixels();
  return (
    <div
      className="risk-matrix"
      role="img"
      aria-label={matrixWords(matrix)}
      data-testid="risk-matrix"
      // A click chooses and leaves the focus in the list, so that arrow keys go on from there.
      onMouseDown={(event) => event.preventDefault()}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 720, height: 400 }}>
        <ScatterChart margin={{ top: 0, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <YAxis
            dataKey="y"
            type="number"
            domain={ends}
            ticks={levels}
            width={8.25 * rem}
            tickLine={false}
            axisLine={false}
            tick={({ x, y, payload }) => (
              <LikelihoodTick level={payload.value as Level} x={Number(x)} y={Number(y)} />
            )}
            interval={0}
          />
          <XAxis
            dataKey="x"
            type="number"
            domain={ends}
            ticks={levels}
            height={2.5 * rem}
            tickLine={false}
            axisLine={false}
            tick={({ x, y, payload }) => (
              <ImpactTick
                level={payload.value as Level}
                x={Number(x)}
                y={Number(y)}
                steps={steps}
                currency={currency}
              />
            )}
            interval={0}
          />
          {matrix.cells.map(({ likelihood, impact, score }) => (
            <ReferenceArea
              key={`${likelihood}/${impact}`}
              className={`risk-cell risk-cell-${weightOf(score)}`}
              x1={impact - 0.48}
              x2={impact + 0.48}
              y1={likelihood - 0.47}
              y2={likelihood + 0.47}
              fillOpacity={0.1 + score / 70}
              label={{
                value: score,
                position: 'insideTopLeft',
                offset: 0.25 * rem,
                className: 'risk-cell-score',
              }}
            />
          ))}
          <Tooltip
            cursor={false}
            wrapperStyle={{ zIndex: 1 }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const mark = payload?.[0]?.payload as RiskMark | undefined;
              return active && mark ? <RiskTip mark={mark} /> : null;
            }}
          />
          <Scatter
            data={marks}
            isAnimationActive={false}
            shape={({ cx = 0, cy = 0, payload }: ScatterShapeProps) => (
              <RiskMarkDrawn mark={payload as RiskMark} x={cx} y={cy} rem={rem} onChoose={onChoose} />
            )}
          />
        </ScatterChart>
      </ResponsiveContainer>
    </div>
  );
});

/** The sum of the picture; what is in which cell stands in the list. */
function matrixWords({ cells }: RiskMatrix): string {
  const count = (weight: ReturnType<typeof weightOf>) =>
    cells.reduce((sum, { score, risks }) => sum + (weightOf(score) === weight ? risks.length : 0), 0);
  const all = cells.reduce((sum, { risks }) => sum + risks.length, 0);
  return `Matrix of ${asNoun(all, 'risk')} by likelihood and impact: ${count('heavy')} heavy (15 and above), ${count('middle')} to watch (8 to 14), ${count('light')} light. The list below says where each stands.`;
}
