import type { Outcome } from '../domain/run/outcome';

/** Where and to whom: everything needed to reach one endpoint and to be sure it is the right one. */
export type Target = {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Accepted host key fingerprints (`SHA256:…`). Empty: nothing is accepted. */
  readonly hostKeys: readonly string[];
  /** Hosts on the way there, nearest first, each with its own host keys. Their own `jump` is not looked at. */
  readonly jump?: readonly Target[] | undefined;
};

export type Command = {
  readonly command: string;
  /** From the moment the command is sent until its exit, in milliseconds. */
  readonly timeoutMs: number;
};

/**
 * Does one command on one endpoint and says how it ended.
 * Never rejects: whatever the world does is an Outcome. Exit codes are reported as they are
 * (`ok` for 0, else `failed/NonZeroExit`); what counts as success is the caller's policy.
 */
export type Transport = {
  perform(target: Target, command: Command, signal?: AbortSignal): Promise<Outcome>;
  /** Closes kept connections. Commands in flight end as `unknown`. */
  close(): Promise<void>;
};
