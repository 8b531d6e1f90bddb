import { foreignShare, readCpu } from './cpu.mjs';

/** Above this share of all cores, what else ran on the machine took part in the round. */
const mostForeign = 0.1;

/**
 * @template Result
 * @typedef {object} QuietRounds
 * @property {readonly Result[]} results
 * @property {{ readonly rounds: number, readonly repeated: number, readonly foreignCpu: string }} facts
 *   `foreignCpu`: the share of all cores that others used, of the rounds that count
 */

/**
 * Plays rounds until so many went undisturbed by other programs; disturbed ones are repeated and counted. On a machine
 * that never is quiet it ends after three times as many, and the least disturbed ones count.
 * The first round warms the caches of the machine and never counts.
 * @template Result
 * @param {number} rounds
 * @param {(round: number, over: () => void) => Promise<Result>} play may call `over` where a round ends before it has
 *   cleaned up: what processes used that nobody waits for, such as those of a window, is known only while they live
 * @returns {Promise<QuietRounds<Result>>}
 */
export async function quietRounds(rounds, play) {
  await play(0, () => {});
  /** @type {{ result: Result, foreign: number }[]} */
  const played = [];
  const quiet = () => played.filter(({ foreign }) => foreign <= mostForeign).length;
  while (quiet() < rounds && played.length < 3 * rounds) {
    const before = readCpu();
    /** @type {import('./cpu.mjs').CpuReading | undefined} */
    let after;
    const result = await play(played.length + 1, () => {
      after = readCpu();
    });
    const foreign = foreignShare(before, after ?? readCpu());
    played.push({ result, foreign });
    console.error(`round ${played.length}: ${quiet()} of ${rounds} quiet, others used ${percent(foreign)}`);
  }
  const repeated = played.length - rounds;
  const kept = played.sort((a, b) => a.foreign - b.foreign).slice(0, rounds);
  const foreign = kept.map((each) => each.foreign);
  const median = percent(foreign[Math.floor(foreign.length / 2)] ?? 0);
  return {
    results: kept.map(({ result }) => result),
    facts: { rounds, repeated, foreignCpu: `median ${median}, worst ${percent(foreign.at(-1) ?? 0)}` },
  };
}

const percent = (/** @type {number} */ share) => `${(share * 100).toFixed(1)} %`;
