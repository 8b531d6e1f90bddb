import type { Outcome } from '../../src/domain/run/outcome';
import type { Command, Target, Transport } from '../../src/execution/transport';

export type Asked = { readonly target: Target; readonly command: Command; readonly signal?: AbortSignal };
export type ScriptedTransport = Transport & {
  /** Everything it was asked to do, in order, as `endpoint: command`. */
  readonly asked: string[];
  isClosed(): boolean;
};

export const ok: Outcome = { state: 'ok', exitCode: 0, output: 'active', tookMs: 5 };
export const failed: Outcome = {
  state: 'failed',
  cause: 'NonZeroExit',
  exitCode: 1,
  output: 'no',
  tookMs: 5,
};
export const unreachable: Outcome = { state: 'unreachable', cause: 'ConnectTimeout', output: '', tookMs: 5 };
export const denied: Outcome = { state: 'denied', cause: 'AuthenticationFailure', output: '', tookMs: 5 };
export const unknown: Outcome = { state: 'unknown', cause: 'ConnectionLost', output: '', tookMs: 5 };
export const timedOut: Outcome = { state: 'timed-out', cause: 'CommandTimeout', output: '', tookMs: 5 };

/** A transport that answers what a test says. The default answer is `ok`. */
export function scriptedTransport(
  answer: (asked: Asked) => Outcome | Promise<Outcome> = () => ok,
): ScriptedTransport {
  const asked: string[] = [];
  let closed = false;
  return {
    asked,
    isClosed: () => closed,
    async perform(target, command, signal) {
      asked.push(`${target.name}: ${command.command}`);
      return answer(signal ? { target, command, signal } : { target, command });
    },
    async close() {
      closed = true;
    },
  };
}
