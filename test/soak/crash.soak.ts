import { expect, test } from 'vitest';
import { playCrashes } from '../helpers/crash-chain';

const kills = Number(process.env.HOLDFAST_SOAK_KILLS ?? 100);
const size = Number(process.env.HOLDFAST_SOAK_ENDPOINTS ?? 500);
const seed = Number(process.env.HOLDFAST_SOAK_SEED ?? Date.now() % 1_000_000);

test(`kill -9 at ${kills} points by chance, ${size} endpoints: at most once everywhere, every state exact`, async () => {
  console.log(`HOLDFAST_SOAK_SEED=${seed} plays the same points again`);
  const report = await playCrashes({ size, kills, seed, say: console.log });
  console.log(JSON.stringify({ ...report, wrong: report.wrong.slice(0, 50) }));
  expect([report.kills, report.wrong]).toEqual([kills, []]);
});
