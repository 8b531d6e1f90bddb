/** What a receiver lets in at most; so generous that no honest sender notices, so tight that no other one matters. */
export type Limits = {
  readonly bodyBytes: number;
  /** Connections open at once; beyond it the oldest that is not being served is cut. */
  readonly connections: number;
  /** Requests whose body is being read, and how many of them may have shown no token yet. */
  readonly inFlight: number;
  readonly anonymousInFlight: number;
  /** Bytes of bodies held at once. */
  readonly inFlightBytes: number;
  /** Requests of one remote address: at once, and per second after that. */
  readonly trusted: Allowance;
  /** The same for requests without the right token, so that they use up nobody else's. */
  readonly anonymous: Allowance;
  /** Until the headers, and until the whole request, must have come. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
};

export type Allowance = { readonly burst: number; readonly perSecond: number };

export const defaultLimits: Limits = {
  bodyBytes: 1_000_000,
  connections: 128,
  inFlight: 64,
  anonymousInFlight: 16,
  inFlightBytes: 16_000_000,
  trusted: { burst: 1000, perSecond: 100 },
  anonymous: { burst: 60, perSecond: 6 },
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
};
