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

/** Plain data: it also travels between threads. */
export type Command = {
  readonly command: string;
  /** From the moment the command is sent until its exit, in milliseconds. */
  readonly timeoutMs: number;
  /** Written to its standard input, which ends with it. Without, the input is empty. */
  readonly stdin?: string | Uint8Array | undefined;
  /** Never in any output: `•••` stands in their place. */
  readonly secrets?: readonly string[] | undefined;
  readonly challenge?: Challenge | undefined;
  /** Hands both streams back as they came, besides the words for people; more bytes than this are a lost end. */
  readonly wholeBytes?: number | undefined;
};

/** What a command said, byte by byte: for a program, never for the journal. */
export type Whole = { readonly stdout: Uint8Array; readonly stderr: Uint8Array };

/** How a command ended, with its streams where they were asked for. */
export type Heard = Outcome & { readonly whole?: Whole | undefined };

/** The command asks for a secret before it begins. What it says until then tells how far it is. */
export type Challenge = {
  /** Said on stderr when it asks. The answer goes out once; who asks again gets the end of the input. */
  readonly prompt: string;
  /** Without, nobody answers. */
  readonly answer?: string | undefined;
  /** Said on stdout when it begins; `stdin` follows then and never before. */
  readonly ready: string;
};

/**
 * Opens connections before they are needed. Everything that goes in and comes out is plain data, and nothing is
 * remembered between two calls but the connections themselves, so that a transport may spread them over threads.
 */
export type Warm = {
  readonly targets: readonly Target[];
  /**
   * How long from now a connection stays open though nobody uses it, in milliseconds. 0 lets go: nothing is opened,
   * and what nobody uses is closed.
   */
  readonly keepMs: number;
};

export type Warmed = {
  /** How many of the targets have an open connection now. */
  readonly connected: number;
  /** Those that could not be connected, in words for a person. */
  readonly failed: readonly NotWarmed[];
};

export type NotWarmed = {
  readonly name: string;
  readonly because: string;
  /** The endpoint was reached, showed its key, and let nobody in. */
  readonly isLoginRefused?: boolean | undefined;
};

/** The answer where none of these can be connected. Letting go always succeeds. */
export function noneWarmed({ targets, keepMs }: Warm, because: string): Warmed {
  return { connected: 0, failed: keepMs <= 0 ? [] : targets.map(({ name }) => ({ name, because })) };
}

/**
 * Does one command on one endpoint and says how it ended.
 * Never rejects: whatever the world does is an Outcome. Exit codes are reported as they are
 * (`ok` for 0, else `failed/NonZeroExit`); what counts as success is the caller's policy.
 */
export type Transport = {
  perform(target: Target, command: Command, signal?: AbortSignal): Promise<Heard>;
  /**
   * Opens what is not open, a few at a time so that commands never wait behind it, and keeps it open. To be repeated
   * well within `keepMs` for as long as it is wanted. An abort leaves what is open as it is. Never rejects. Absent
   * where no connections are kept.
   */
  warm?(warm: Warm, signal?: AbortSignal): Promise<Warmed>;
  /** Closes kept connections. Commands in flight end as `unknown`. */
  close(): Promise<void>;
};
