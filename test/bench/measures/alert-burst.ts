import { alertBurst, bareBurst } from '../alert-burst';
import type { BurstTaken } from '../post-burst';
import { quietRounds } from '../quiet-rounds.mjs';
import { type Measured, quantile, rounded } from '../statistics.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const burst = { alerts: 10_000, requests: 100, connections: 100, times: 1 };

/** Ten thousand alerts at once, on the console's receiver and journal, and on a server that only reads them. */
export async function measure(): Promise<Measured> {
  const { results, facts } = await quietRounds(rounds, async () => {
    const holdfast = await alertBurst(burst);
    const { posted, firing, lost, double } = holdfast;
    if (lost !== 0 || double !== 0 || firing !== posted)
      throw new Error(`of ${posted} alerts ${lost} were lost and ${double} doubled; ${firing} fire`);
    return { holdfast, bare: await bareBurst(burst) };
  });
  const row = (name: string, of: (taken: BurstTaken) => number) => {
    const pairs = results.map(({ holdfast, bare }) => ({ holdfast: of(holdfast), bare: of(bare) }));
    const ratios = pairs.map(({ holdfast, bare }) => holdfast / bare);
    const range = [0, 1].map((share) => rounded(quantile(ratios, share))).join('–');
    const middle = (values: readonly number[]) => rounded(quantile(values, 0.5));
    return [
      name,
      {
        holdfast: middle(pairs.map(({ holdfast }) => holdfast)),
        bare: middle(pairs.map(({ bare }) => bare)),
        ratio: middle(ratios),
        range,
      },
    ];
  };
  const all = results.map(({ holdfast }) => holdfast);
  const sum = (of: (each: (typeof all)[number]) => number) =>
    all.reduce((total, each) => total + of(each), 0);
  return {
    title: `alert burst: ${burst.alerts} alerts in ${burst.requests} requests at once; medians, and ratios paired by round`,
    rows: Object.fromEntries([
      row('seconds to the last answer', ({ seconds }) => seconds),
      row('event loop held up, p99 ms', ({ loopP99 }) => loopP99),
      row('event loop held up, longest ms', ({ loopMax }) => loopMax),
      row('turns of the event loop', ({ loopTurns }) => loopTurns),
    ]),
    facts: {
      ...{ posted: sum(({ posted }) => posted), lost: sum(({ lost }) => lost) },
      ...{ double: sum(({ double }) => double), rows: sum(({ rows }) => rows) },
      ...{ sentAgain: sum(({ repeated }) => repeated), ...facts },
    },
  };
}
