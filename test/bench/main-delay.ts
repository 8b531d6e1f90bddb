import type { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ElectronApplication } from '@playwright/test';

/** How long the event loop of a window's process was held up, in milliseconds. */
export type MainDelay = { readonly p99: number; readonly longest: number };

type Measuring = { readonly delay: ReturnType<typeof monitorEventLoopDelay> };

/** Measures what `act` does to the process of a window that is open. */
export async function delayDuring(app: ElectronApplication, act: () => Promise<void>): Promise<MainDelay> {
  await app.evaluate(() => {
    // The bundle of the console knows only what it imports itself.
    const hooks: typeof import('node:perf_hooks') = (process.mainModule as NodeModule).require(
      'node:perf_hooks',
    );
    const delay = hooks.monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    Object.assign(globalThis, { delay } satisfies Measuring);
  });
  await act();
  return app.evaluate(() => {
    const { delay } = globalThis as unknown as Measuring;
    delay.disable();
    return { p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 };
  });
}
