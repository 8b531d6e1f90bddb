import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/end-to-end',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // One window at a time: they share two cores with hundreds of SSH servers.
  workers: 1,
  fullyParallel: false,
  // One more try, told as flaky and kept as a trace: a loaded machine must not hide a real failure behind it.
  retries: 1,
  use: { trace: 'on-first-retry' },
  forbidOnly: process.env.CI !== undefined,
});
