/** How the receivers of alerts stand. Counts are since the listener was opened. */
export type ListenerStatus = {
  readonly state: 'off' | 'open' | 'failed';
  /** Where it listens, such as `127.0.0.1:9099`; or why it does not. */
  readonly detail: string;
  readonly accepted: number;
  /** Requests turned away, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** When each source last delivered (Unix ms). */
  readonly heardAt: Readonly<Record<string, number>>;
};

export const listenerOff: ListenerStatus = {
  state: 'off',
  detail: '',
  accepted: 0,
  refused: {},
  heardAt: {},
};
