import type { Target } from '../../../src/execution/transport';

/** What one entrant is to do, the same for all. */
export type FanOutTask = {
  readonly targets: readonly Target[];
  readonly clientKey: string;
  /** Commands at a time. */
  readonly maxInFlight: number;
  /** Handshakes at a time in each thread. */
  readonly maxHandshakes: number;
  readonly canary: number;
  readonly timeoutMs: number;
  /** Whether to run once more over the connections that are there then. */
  readonly armed: boolean;
  /** Where the journal goes. */
  readonly folder: string;
};

export type FanOutRun = {
  readonly wallMs: number;
  /** User and system CPU of the process and its threads. */
  readonly cpuMs: number;
  readonly loopP99: number;
  readonly loopMax: number;
  /** Endpoints by cause, `ok` for those that did it. */
  readonly states: Readonly<Record<string, number>>;
  readonly result: string;
};

export type FanOutTaken = {
  readonly cold: FanOutRun;
  readonly armed: FanOutRun | undefined;
  /** Memory that the connections and the run took, in megabytes. */
  readonly rssMb: number;
  readonly commits: number;
};

export type Cost = { readonly wallMs: number; readonly cpuMs: number };

/** What ssh2 cost without a product; `open`: once more over connections that stand. */
export type BareTaken = Cost & { readonly ok: number; readonly open?: Cost & { readonly ok: number } };
