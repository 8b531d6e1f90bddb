import type { Transport } from './transport';

/** Answers for every endpoint that the login is refused, and why; nothing is sent. `reason` is shown to a person. */
export function refusingTransport(reason: string): Transport {
  return {
    perform: async () => ({ state: 'denied', cause: 'AuthenticationFailure', output: reason, tookMs: 0 }),
    close: async () => {},
  };
}
