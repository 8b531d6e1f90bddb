import type { Page } from '@playwright/test';

/** Times from each frame of the page to the next (ms), from now on, until they are read. */
export const countFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    let last = performance.now();
    const next = (at: number) => {
      frames.push(at - last);
      last = at;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });

/** What was counted so far. */
export const readFrames = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => (window as unknown as { frames: number[] }).frames);
