/** What only the console itself can know about what it has; gathered at the edge. */
export type ConsoleFacts = {
  /** Unix milliseconds. */
  readonly nowMs: number;
  /**
   * How it signs in to endpoints: with a key that is there, with one whose passphrase a person has to give, with the
   * SSH agent, or not at all.
   */
  readonly login: 'key' | 'locked-key' | 'agent' | 'none';
  /** Names that resolve without DNS, in small letters. */
  readonly hosts: ReadonlySet<string>;
  /** What is answered when sudo asks; null = the plan names nothing. */
  readonly sudoSecret: 'there' | 'missing' | null;
  /** Programs that were looked for and are here. */
  readonly programs: ReadonlySet<string>;
  /** Ids of those who have a PIN at this console; null = it is not known. */
  readonly pins: ReadonlySet<string> | null;
};
