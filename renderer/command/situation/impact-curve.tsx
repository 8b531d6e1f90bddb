import { memo, useMemo } from 'react';
import { Area, AreaChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { ImpactPoint } from '../../../src/domain/service/service';
import { accruedRevenue } from '../../../src/domain/views/impact';
import { asSpan } from '../../ui/duration';
import { rootPixels } from '../../ui/media';
import { asMoney } from '../../ui/numbers';

type ImpactCurveProps = {
  readonly points: readonly ImpactPoint[];
  readonly elapsedMs: number;
  readonly currency: string;
};

const perPoint = 8;

/** The impact curve with every point of the analysis equally far apart, filled up to now. */
export const ImpactCurve = memo(function ImpactCurve({ points, elapsedMs, currency }: ImpactCurveProps) {
  const data = useMemo(() => sample(points, elapsedMs), [points, elapsedMs]);
  const now = position(points, elapsedMs);
  const ticks = points.map((_, index) => index + 1);
  return (
    <div className="impact-curve" role="img" aria-label={`Impact curve: ${curveWords(points, currency)}`}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 380, height: 84 }}>
        <AreaChart data={data} margin={{ top: 6, right: 1, bottom: 0, left: 1 }} accessibilityLayer={false}>
          <YAxis hide domain={[0, 'dataMax']} />
          <XAxis
            dataKey="x"
            type="number"
            domain={[0, points.length]}
            ticks={[0, ...ticks]}
            tickFormatter={(tick: number) => (tick === 0 ? '0' : asSpan(points[tick - 1]?.atMs ?? 0))}
            tickLine={false}
            axisLine={{ stroke: 'var(--rule)' }}
            tick={{ fill: 'var(--ink-3)', fontSize: '0.75rem' }}
            height={rootPixels() * 1.25}
            interval="preserveStartEnd"
          />
          <Area
            dataKey="all"
            type="stepBefore"
            stroke="none"
            fill="var(--step)"
            fillOpacity={1}
            isAnimationActive={false}
          />
          <Area
            dataKey="past"
            type="stepBefore"
            stroke="none"
            fill="var(--risk)"
            fillOpacity={1}
            isAnimationActive={false}
          />
          {elapsedMs > 0 ? <ReferenceLine x={now} stroke="var(--ink)" strokeWidth={1.5} /> : null}
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
});

/** Where a moment lies when the points stand at 1, 2, 3 …; beyond the last one it stays there. */
function position(points: readonly ImpactPoint[], elapsedMs: number): number {
  let before = 0;
  for (const [index, point] of points.entries()) {
    if (elapsedMs <= point.atMs) return index + (elapsedMs - before) / (point.atMs - before);
    before = point.atMs;
  }
  return points.length;
}

function sample(points: readonly ImpactPoint[], elapsedMs: number) {
  const now = position(points, elapsedMs);
  const at = (x: number): number => {
    const index = Math.min(Math.floor(x), points.length - 1);
    const before = index === 0 ? 0 : (points[index - 1]?.atMs ?? 0);
    return before + (x - index) * ((points[index]?.atMs ?? 0) - before);
  };
  const steps = Array.from({ length: points.length * perPoint + 1 }, (_, index) => index / perPoint);
  const xs = [...steps, now].sort((a, b) => a - b);
  // Square roots keep the first hour visible beside the last day.
  return xs.map((x) => {
    const all = Math.sqrt(accruedRevenue(points, at(x)));
    return { x, all, past: x <= now && now > 0 ? all : null };
  });
}

function curveWords(points: readonly ImpactPoint[], currency: string): string {
  return points.map((point) => `${asMoney(point.revenue, currency)} at ${asSpan(point.atMs)}`).join(', ');
}
