import { quantile, type Row, rounded } from '../statistics.mjs';
import type { Cost, FanOutTaken } from './task';

/** What one round of all entrants cost. */
export type Round = {
  readonly size: number;
  readonly costs: Readonly<Record<string, Cost>>;
  readonly holdfast: FanOutTaken;
  /** ssh2 without a product that keeps its connections: cold, and once more over them. */
  readonly bare: { readonly cold: Cost; readonly open: Cost };
};

const middle = (values: readonly number[]) => rounded(quantile(values, 0.5));
const range = (values: readonly number[]) =>
  [0, 1].map((share) => rounded(quantile(values, share))).join('–');

/**
 * A row per entrant and part; ratios are of Holdfast to the entrant in the same round, below 1 = Holdfast needs less.
 * @param taken rounds by the name of their part, such as `1000` or `sshd 100`
 */
export function fanOutTable(taken: ReadonlyMap<string, readonly Round[]>): Record<string, Row> {
  const rows: Record<string, Row> = {};
  for (const [part, rounds] of taken) {
    const size = rounds[0]?.size ?? 0;
    for (const name of Object.keys(rounds[0]?.costs ?? {}).sort()) {
      const cost = (round: Round) => round.costs[name] ?? { wallMs: Number.NaN, cpuMs: Number.NaN };
      const ratio = (of: 'wallMs' | 'cpuMs') =>
        rounds.map((round) => (round.costs.holdfast?.[of] ?? Number.NaN) / cost(round)[of]);
      rows[`${part} ${name}`] = {
        'wall s': middle(rounds.map((round) => cost(round).wallMs / 1000)),
        'CPU ms/endpoint': middle(rounds.map((round) => cost(round).cpuMs / size)),
        'holdfast ÷ it: CPU': middle(ratio('cpuMs')),
        'CPU range': range(ratio('cpuMs')),
        'holdfast ÷ it: wall': middle(ratio('wallMs')),
        'wall range': range(ratio('wallMs')),
      };
    }
    rows[`${part} holdfast itself`] = itself(size, rounds);
  }
  return rows;
}

/** Against the best peer of each round, and what the console's own thread felt. */
function itself(size: number, rounds: readonly Round[]): Row {
  const peersOf = ({ costs }: Round) =>
    Object.entries(costs).flatMap(([name, cost]) =>
      name === 'holdfast' || name === 'bare ssh2' ? [] : [cost],
    );
  const toBest = (of: 'wallMs' | 'cpuMs') =>
    middle(
      rounds.map((round) => {
        const best = Math.min(...peersOf(round).map((cost) => cost[of]));
        return (round.costs.holdfast?.[of] ?? Number.NaN) / best;
      }),
    );
  // At sizes where no peer takes part there is nothing to hold it against.
  const hasPeers = rounds.every((round) => peersOf(round).length > 0);
  const armed = (of: 'wallMs' | 'cpuMs', to: (round: Round) => Cost) =>
    middle(rounds.map((round) => (round.holdfast.armed?.[of] ?? Number.NaN) / to(round)[of]));
  return {
    ...(hasPeers ? { 'CPU ÷ cheapest peer': toBest('cpuMs'), 'wall ÷ fastest peer': toBest('wallMs') } : {}),
    'armed ÷ cold, wall': armed('wallMs', ({ holdfast }) => holdfast.cold),
    // What is left of the cold time where nobody keeps anything on record: no product over ssh2 gets far below it.
    'bare ssh2 open ÷ cold, wall': middle(rounds.map(({ bare }) => bare.open.wallMs / bare.cold.wallMs)),
    'armed ÷ bare ssh2 open, wall': armed('wallMs', ({ bare }) => bare.open),
    'armed ÷ bare ssh2 open, CPU': armed('cpuMs', ({ bare }) => bare.open),
    'loop p99 ms': middle(rounds.map(({ holdfast }) => holdfast.cold.loopP99)),
    'loop max ms': middle(rounds.map(({ holdfast }) => holdfast.cold.loopMax)),
    'KB/connection': middle(rounds.map(({ holdfast }) => (holdfast.rssMb * 1024) / size)),
  };
}
