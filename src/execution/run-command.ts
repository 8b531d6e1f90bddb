import type { ClientChannel } from 'ssh2';
import { converse } from './challenge';
import { cleanText, createOutputCleaner, type OutputStream } from './clean-output';
import { cancelled, connectionLost, type Ending, type NotSent, unreachable } from './ending';
import type { LiveConnection } from './live-connection';
import type { Command, Whole } from './transport';
import { createWholeStreams } from './whole-streams';

export type RunLimits = {
  /** Milliseconds for the endpoint to open a channel, and again to accept the command. */
  readonly execDeadlineMs: number;
  readonly outputLimitBytes: number;
};

/** `sent: false` proves that not one byte of the command left. Sent and `denied`: it asked for a secret and never began. */
export type RunEnd =
  | { readonly sent: false; readonly ending: NotSent }
  | { readonly sent: true; readonly ending: Ending; readonly whole?: Whole };

/**
 * A command that ended but whose output a child of it keeps open (`daemon &`) is over when it has said nothing for
 * this long. On a loaded endpoint the last words come well after the exit status.
 */
const quietAfterExitMs = 2000;

/**
 * Runs one command on an open connection and settles exactly once; never rejects. A connection that showed a fault
 * of its own is retired here; the caller only gives it back.
 */
export async function runCommand(
  connection: LiveConnection,
  { command, timeoutMs, stdin, secrets, challenge, wholeBytes }: Command,
  limits: RunLimits,
  signal?: AbortSignal,
): Promise<RunEnd> {
  await connection.gate.turn();
  if (!connection.isUsable() || signal?.aborted) {
    connection.gate.next();
    const words = `Before the command was sent, ${connection.lostWhy() ?? 'the connection was given up'}`;
    return { sent: false, ending: signal?.aborted ? cancelled : unreachable('HandshakeFailed', words) };
  }
  return new Promise((resolve) => {
    let stage: 'opening' | 'sent' | 'ended' = 'opening';
    let isMyTurn = true;
    let channel: ClientChannel | undefined;
    let exitCode: number | undefined;
    let exitSignal: string | undefined;
    let lastHeardAt = 0;
    const conversation = converse({ stdin, challenge });
    const heard = createOutputCleaner(limits.outputLimitBytes, secrets);
    const whole = wholeBytes === undefined ? undefined : createWholeStreams(wholeBytes);
    const timers = new Set<NodeJS.Timeout>();

    const after = (delayMs: number, act: () => void): NodeJS.Timeout => {
      const timer = setTimeout(act, delayMs);
      timers.add(timer);
      return timer;
    };
    const endTurn = (): void => {
      if (isMyTurn) connection.gate.next();
      isMyTurn = false;
    };
    const take = (from: OutputStream, chunk: Buffer): void => {
      heard.write(from, chunk);
      whole?.write(from, chunk);
    };
    const settle = (end: RunEnd): void => {
      stage = 'ended';
      for (const timer of timers) clearTimeout(timer);
      stopListening();
      signal?.removeEventListener('abort', onAbort);
      endTurn();
      resolve(end);
    };
    const neverSent = (ending: NotSent): void => {
      if (stage !== 'opening') return;
      connection.retire();
      settle({ sent: false, ending });
    };
    const said = (): string => {
      for (const [from, rest] of conversation.finish()) take(from, rest);
      return heard.finish();
    };
    /** The end was seen if there is an exit code, and only then. */
    const finish = (why: string): void => {
      neverSent(unreachable('HandshakeFailed', `Before the command was sent, ${why}`));
      if (stage !== 'sent') return;
      const output = said();
      let ending: Ending;
      if (whole?.isTooMuch()) ending = connectionLost('', `it said more than ${wholeBytes} bytes`);
      else if (exitCode === undefined)
        ending = connectionLost(output, exitSignal ? `ended by ${exitSignal}` : why);
      else if (!conversation.hasBegun()) ending = { state: 'denied', cause: 'AuthenticationFailure', output };
      else if (exitCode === 0) ending = { state: 'ok', exitCode, output };
      else ending = { state: 'failed', cause: 'NonZeroExit', exitCode, output };
      settle({ sent: true, ending, ...(whole ? { whole: whole.read() } : {}) });
    };
    const abandon = (ending: Ending): void => {
      if (stage !== 'sent') return;
      connection.retire();
      channel?.close();
      if (exitCode === undefined) settle({ sent: true, ending });
      else finish('');
    };

    const hear = (from: OutputStream) => (chunk: Buffer) => {
      lastHeardAt = performance.now();
      take(from, conversation.hear(from, chunk));
    };
    /** What is in the socket already counts as said: a timer comes before it when this process was busy. */
    const finishWhenQuiet = (): void => {
      if (stage !== 'sent') return;
      const leftMs = lastHeardAt + quietAfterExitMs - performance.now();
      if (leftMs > 0) {
        after(leftMs, () => setImmediate(finishWhenQuiet));
        return;
      }
      channel?.close();
      finish('the command ended');
    };

    const onAbort = (): void => neverSent(cancelled);
    const stopListening = connection.onLost(finish);
    signal?.addEventListener('abort', onAbort, { once: true });

    const within = `within ${limits.execDeadlineMs} ms`;
    const openTimer = after(limits.execDeadlineMs, () =>
      neverSent(unreachable('ConnectTimeout', `The endpoint did not open a channel ${within}`)),
    );
    let replyTimer: NodeJS.Timeout | undefined;

    connection.gate.watch(() => {
      if (stage !== 'opening') return false;
      stage = 'sent';
      clearTimeout(openTimer);
      replyTimer = after(limits.execDeadlineMs, () =>
        abandon(connectionLost('', `the endpoint did not accept the command ${within}`)),
      );
      after(timeoutMs, () => abandon({ state: 'timed-out', cause: 'CommandTimeout', output: said() }));
      return true;
    });
    try {
      connection.client.exec(command, (error, opened) => {
        endTurn();
        clearTimeout(replyTimer);
        if (error !== undefined) return finish(`the endpoint refused: ${cleanText(error.message)}`);
        channel = opened;
        opened.on('error', () => {});
        opened.stderr.on('error', () => {});
        opened.on('data', hear('stdout'));
        opened.stderr.on('data', hear('stderr'));
        // The first read makes both streams hand on what comes at once, so that their order is the order of arrival.
        opened.read(0);
        opened.stderr.read(0);
        opened.on('exit', (code: number | null, signalName?: string) => {
          exitCode = code ?? undefined;
          exitSignal = signalName;
          if (stage === 'ended') return;
          lastHeardAt = performance.now();
          finishWhenQuiet();
        });
        opened.once('finish', () => endOnce(opened));
        opened.on('close', () => finish('the endpoint closed the channel without an exit code'));
        if (stage === 'ended') opened.close();
        else conversation.begin(opened);
      });
    } catch (error) {
      finish(error instanceof Error ? cleanText(error.message) : 'the connection failed');
    }
  });
}

/**
 * ssh2 ends the input of a channel again when its output is over. For what has ended already Node makes an error each
 * time, which nobody hears, and whose stack costs more than all packets of the command.
 */
function endOnce(channel: ClientChannel): void {
  channel.end = () => channel;
}
