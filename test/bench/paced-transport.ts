import type { Outcome } from '../../src/domain/run/outcome';
import type { Transport } from '../../src/execution/transport';

/**
 * Answers for endpoints that do not exist, so many a second in the order in which they were asked: two in a hundred
 * fail, all say a few lines.
 */
export function pacedTransport(perSecond: number): Transport {
  let asked = 0;
  let nextAt = 0;
  return {
    async perform(target) {
      asked += 1;
      const place = asked;
      nextAt = Math.max(performance.now(), nextAt) + 1000 / perSecond;
      const waitMs = nextAt - performance.now();
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      return outcome(target.name, place);
    },
    close: async () => {},
  };
}

function outcome(name: string, place: number): Outcome {
  // Never in the canary, which any failure would halt.
  if (place > 100 && place % 50 === 0)
    return {
      state: 'failed',
      cause: 'NonZeroExit',
      exitCode: 1,
      output: `${name}: cache is empty`,
      tookMs: 90,
    };
  const lines = [
    `auth-agent.service on ${name}`,
    `  Main PID: ${1000 + place}`,
    '  Active: active (running)',
    ...Array.from({ length: 6 }, (_, index) => `  module ${index}: loaded from the local store`),
  ];
  return { state: 'ok', exitCode: 0, output: lines.join('\n'), tookMs: 90 };
}
