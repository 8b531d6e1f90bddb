import type { ErrorCode } from '../src/errors';
import type { Bridge, CallName, Envelope, InputOf, OutputOf } from '../src/ipc/contract';
import { say } from './screen';

/** Why the core said no; `message` is fit for a person. */
export type Refusal = { readonly code: ErrorCode; readonly message: string };

let bridge: Bridge | null = null;
let onJournalBroken: () => void = () => {};

/** Points every later call at this bridge. `journalBroken` runs when the core says its journal no longer verifies. */
export function routeCallsTo(to: Bridge, journalBroken: () => void): void {
  bridge = to;
  onJournalBroken = journalBroken;
}

/**
 * Calls the core. A refusal is put on the screen with its words and comes back as `undefined`,
 * so that no caller can lose it; everything else is the call's output.
 */
export async function call<N extends CallName>(name: N, input: InputOf<N>): Promise<OutputOf<N> | undefined> {
  const envelope: Envelope<OutputOf<N>> = await ask(name, input);
  if (envelope.ok) return envelope.value;
  const { code, message } = envelope.error;
  say({ tone: code === 'refused' || code === 'conflict' ? 'refused' : 'failed', lines: [message] });
  if (code === 'journal-broken') onJournalBroken();
  return undefined;
}

/** Calls the core and hands on what it says: for who has a better place to say a refusal than the line for all. */
export const attempt = <N extends CallName>(name: N, input: InputOf<N>) => ask(name, input);

async function ask<N extends CallName>(name: N, input: InputOf<N>): Promise<Envelope<OutputOf<N>>> {
  const silence = (message: string) => ({ ok: false, error: { code: 'unavailable', message } }) as const;
  if (!bridge)
    return silence('This window is not connected to the console core. Close it and start Holdfast again.');
  try {
    return await bridge.call[name](input);
  } catch {
    return silence(
      `The console core did not answer "${name}". Whether it was done is not known; look at the timeline.`,
    );
  }
}
