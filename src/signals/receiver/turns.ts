/**
 * Hands out turns of the event loop, one after the other: what a burst of requests asks for is done one request
 * a turn, so that everything else the process does comes in between.
 */
export function createTurns(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
    return last;
  };
}
