import type { Limits } from './limits';

/** The room one request has taken; `release` gives all of it back and may be repeated. */
export type Room = {
  /** Takes room for more bytes; false when there is none. */
  grow(bytes: number): boolean;
  release(): void;
};

/** Bounds what all requests together may hold while their bodies come in. */
export function createInFlight(limits: Limits): (isTrusted: boolean) => Room | null {
  const requests = { trusted: 0, anonymous: 0 };
  let bytes = 0;
  return (isTrusted) => {
    const kind = isTrusted ? 'trusted' : 'anonymous';
    const isFull = requests.trusted + requests.anonymous >= limits.inFlight;
    if (isFull || (!isTrusted && requests.anonymous >= limits.anonymousInFlight)) return null;
    requests[kind] += 1;
    let own = 0;
    let released = false;
    return {
      grow(more) {
        if (bytes + more > limits.inFlightBytes) return false;
        bytes += more;
        own += more;
        return true;
      },
      release() {
        if (released) return;
        released = true;
        requests[kind] -= 1;
        bytes -= own;
      },
    };
  };
}
