import { defineConfig } from 'vitest/config';

/** What takes too long for `npm test`: the same facts on more endpoints and far more often. */
export default defineConfig({
  test: {
    include: ['test/soak/**/*.soak.ts'],
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 4 * 3_600_000,
    hookTimeout: 300_000,
  },
});
