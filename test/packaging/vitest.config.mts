import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Apart from the other tests: it packages the application, and the one package serves all tests here. */
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../..'),
    include: ['test/packaging/**/*.test.ts'],
    testTimeout: 60_000,
    // Includes the build and, on a machine's first run, the download of a runtime.
    hookTimeout: 15 * 60_000,
  },
});
