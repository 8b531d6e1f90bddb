import { expect, test } from 'vitest';
import { playCrashes } from '../helpers/crash-chain';

// The long version is `npm run soak`.
test('rundeck#564: killed again and again, a step that must not be done twice is done at most once, and every state is exact', async () => {
  const report = await playCrashes({ size: 40, kills: 5, seed: 7 });
  expect([report.kills, report.wrong]).toEqual([5, []]);
}, 180_000);
