import type { ConsoleFacts } from '../domain/readiness/console-facts';

/** Why a machine showed no key: it was not reached, or it took the connection and said nothing of SSH. */
export type SilentCause =
  | 'HostNotFound'
  | 'ConnectTimeout'
  | 'ConnectRefused'
  | 'HandshakeFailed'
  | 'NoKeyShown';

/** A machine without a key on file, with what it showed to whoever asked. Nothing is proven by it. */
export type ShownKeys = {
  /** As the plan calls it. */
  readonly name: string;
  /** As known_hosts names it. */
  readonly host: string;
  readonly keys: readonly { readonly type: string; readonly fingerprint: string }[];
};

/** What a look at the machines without a key on file found. */
export type HostKeysLook = {
  /** Digest of these keys, by which they are kept. */
  readonly digest: string;
  readonly shown: readonly ShownKeys[];
  /** How many keys `shown` has. */
  readonly keys: number;
  /** Who showed none, the most frequent cause first; `some` has at most five names. */
  readonly silent: readonly {
    readonly cause: SilentCause;
    readonly machines: number;
    readonly some: readonly string[];
  }[];
  /** How many lie behind others and cannot be asked from here. */
  readonly behind: number;
};

/** Keys that were written into a file of the plan folder. */
export type KeptKeys = { readonly file: string; readonly keys: number; readonly machines: number };

/** The private key of a plan, null = what the SSH agent holds; and what of it is on this machine. */
export type ConsoleLogin = { readonly key: string | null; readonly is: ConsoleFacts['login'] };
