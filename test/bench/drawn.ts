import type { Page } from '@playwright/test';

/** Milliseconds of wall time, finer than `Date.now()`; the same in a page and outside it, on one machine. */
export const wallTime = (): number => performance.timeOrigin + performance.now();

/**
 * Begins to watch a page for an alert's name in its list of alerts. What it gives back resolves to the wall time at
 * which the first frame with the name in it had been drawn, and throws when half a minute brings none.
 */
export async function watchFor(page: Page, name: string): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle((wanted) => {
    const drawn = new Promise<number>((resolve, reject) => {
      setTimeout(() => reject(new Error(`${wanted} was not on the screen in 30 s`)), 30_000);
      const painted = new MessageChannel();
      painted.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
      const observer = new MutationObserver(() => {
        const names = [...document.querySelectorAll('[data-testid="alerts"] .alert-name')];
        if (!names.some((each) => each.textContent?.startsWith(`${wanted} `))) return;
        observer.disconnect();
        // A message that is sent from a frame's callback arrives when that frame has been drawn.
        requestAnimationFrame(() => painted.port2.postMessage(null));
      });
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    return { drawn };
  }, name);
  return async () => {
    const at = await watch.evaluate(({ drawn }) => drawn);
    await watch.dispose();
    return at;
  };
}

/** How far the page's wall time is ahead of ours (ms), and within which bound that is known. */
export async function clockSkew(page: Page): Promise<{ readonly aheadMs: number; readonly boundMs: number }> {
  let best = { aheadMs: 0, boundMs: Number.POSITIVE_INFINITY };
  for (let question = 0; question < 20; question += 1) {
    const before = wallTime();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const after = wallTime();
    const boundMs = (after - before) / 2;
    if (boundMs < best.boundMs) best = { aheadMs: there - (before + after) / 2, boundMs };
  }
  return best;
}

/** From one frame of the page to the next, the median of a hundred (ms). */
export const frameTime = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const frames: number[] = [];
        const next = (at: number) => {
          frames.push(at);
          if (frames.length <= 100) requestAnimationFrame(next);
          else {
            const times = frames.slice(1).map((each, index) => each - (frames[index] ?? 0));
            resolve(times.sort((a, b) => a - b)[50] ?? 0);
          }
        };
        requestAnimationFrame(next);
      }),
  );
