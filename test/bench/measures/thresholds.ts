import { noon, signIn } from '../../helpers/hospital';
import { type LargeScene, largeScene } from '../large-scene';
import { quietRounds } from '../quiet-rounds.mjs';
import { type Measured, rounded, spread } from '../statistics.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const ticksPerRound = Math.ceil(2000 / rounds);
const tickMs = 1000;

/** The envelope made automatic, with room for this many endpoints. */
const automatic = (maxEndpoints: number) => ({
  authority: {
    ...signIn.authority,
    envelopes: signIn.authority.envelopes.map((each) => ({
      ...each,
      ...{ mode: 'automatic' as const, maxEndpoints, untilMs: noon + 86_400_000 },
    })),
  },
});

const cases: Readonly<Record<string, () => LargeScene>> = {
  '1 × 10,000 endpoints × 20 rules': () => largeScene({ services: 1, endpoints: 10_000 }, automatic(20_000)),
  '20 × 500 endpoints × 20 rules': () => largeScene({ services: 20, endpoints: 500 }, automatic(20_000)),
  '1 × 10,000, automatic start refused': () =>
    largeScene({ services: 1, endpoints: 10_000 }, automatic(2000)),
};

/** Holding every threshold of a large plan against the present, at each tick of the console. */
export async function measure(): Promise<Measured> {
  const { results, facts } = await quietRounds(rounds, async () => {
    // Anew in every round: a world that has seen more incidents is slower, and rounds must be alike.
    const scenes = Object.values(cases).map((make) => make());
    const took = scenes.map(() => [] as number[]);
    // One tick of each case after the other, so that what disturbs one disturbs all.
    for (let tick = 0; tick < ticksPerRound; tick += 1)
      for (const [index, scene] of scenes.entries()) took[index]?.push(scene.tick());
    return { took, made: scenes.map(({ made }) => Object.values(made).reduce((sum, many) => sum + many, 0)) };
  });
  const rows = Object.keys(cases).map((name, index) => {
    const { n, median, p99, worst } = spread(results.flatMap(({ took }) => took[index] ?? []));
    const share = rounded((p99 / tickMs) * 100);
    const events = results.reduce((sum, { made }) => sum + (made[index] ?? 0), 0);
    return [name, { 'p99, % of the tick': share, n, median, p99, worst, events }];
  });
  return {
    title: `thresholds: one evaluation, milliseconds of a tick of ${tickMs}`,
    rows: Object.fromEntries(rows),
    facts,
  };
}
