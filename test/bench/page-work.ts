import type { Page } from '@playwright/test';

/** Milliseconds of CPU time that a page's own thread has used: what other programs take from it does not count. */
export type PageWork = {
  /** Scripts, and what style and layout they ask for. */
  readonly own: number;
  /** All of it, with painting and handing over to the compositor. */
  readonly all: number;
};

/** What a page has done so far since it was first asked. */
export async function workOf(page: Page): Promise<() => Promise<PageWork>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const sum = (...names: readonly string[]) =>
      1000 * metrics.filter(({ name }) => names.includes(name)).reduce((all, { value }) => all + value, 0);
    return {
      own: sum('ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'),
      all: sum('TaskDuration'),
    };
  };
}

export const workBetween = (before: PageWork, after: PageWork): PageWork => ({
  own: after.own - before.own,
  all: after.all - before.all,
});

export const sumOf = (parts: readonly PageWork[]): PageWork => ({
  own: parts.reduce((all, { own }) => all + own, 0),
  all: parts.reduce((sum, { all }) => sum + all, 0),
});

/** From each key that is pressed from now on to the frame that shows what came of it, in steps of 8 ms. */
export const countShown = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const shown: number[] = [];
    Object.assign(window, { shown });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') shown.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });

/** What was counted so far, without the keys that took less than 16 ms: of these the browser tells nothing. */
export const readShown = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => (window as unknown as { shown: number[] }).shown);
