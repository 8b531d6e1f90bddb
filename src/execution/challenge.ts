import type { OutputStream } from './clean-output';
import type { Challenge, Command } from './transport';

/** What can be done with a channel's input. */
type Input = { write(data: string): unknown; end(data?: string | Uint8Array): unknown };

/** Gives a command its input at the right moment, and takes out of its output what was said about that. */
export type Conversation = {
  /** Called once, when the channel is open. */
  begin(input: Input): void;
  /** What of a chunk is the command's own output. */
  hear(from: OutputStream, chunk: Buffer): Buffer;
  /** Whether the command itself has begun; without a challenge it always has. */
  hasBegun(): boolean;
  /** What was held back of each stream, because it might have been the beginning of a sign. */
  finish(): readonly (readonly [OutputStream, Buffer])[];
};

const nothing = Buffer.alloc(0);

export function converse({ stdin, challenge }: Pick<Command, 'stdin' | 'challenge'>): Conversation {
  if (challenge === undefined) {
    return {
      begin: (input) => void (stdin === undefined ? input.end() : input.end(stdin)),
      hear: (_from, chunk) => chunk,
      hasBegun: () => true,
      finish: () => [],
    };
  }
  return answering(challenge, stdin);
}

function answering({ prompt, answer, ready }: Challenge, stdin: Command['stdin']): Conversation {
  const held = { stdout: nothing, stderr: nothing };
  let input: Input | undefined;
  let hasAnswered = false;
  let begun = false;

  const close = (data?: string | Uint8Array): void => {
    if (data === undefined) input?.end();
    else input?.end(data);
    input = undefined;
  };
  const onAsked = (): void => {
    // A second question says that the answer was wrong: whatever follows it must not be taken for another.
    if (hasAnswered || answer === undefined) close();
    else input?.write(`${answer}\n`);
    hasAnswered = true;
  };
  const onReady = (): void => {
    begun = true;
    close(stdin);
  };
  /** Takes the sign out of what a stream has said, as often as it comes, and holds back what may become one. */
  const without = (from: OutputStream, sign: string, onSign: () => void): Buffer => {
    const shown: Buffer[] = [];
    let rest = held[from];
    for (let at = rest.indexOf(sign); at !== -1 && !begun; at = rest.indexOf(sign)) {
      shown.push(rest.subarray(0, at));
      rest = rest.subarray(at + Buffer.byteLength(sign));
      onSign();
    }
    const kept = begun ? 0 : Math.min(rest.length, Buffer.byteLength(sign) - 1);
    shown.push(rest.subarray(0, rest.length - kept));
    held[from] = rest.subarray(rest.length - kept);
    return Buffer.concat(shown);
  };

  return {
    begin(channel) {
      input = channel;
    },
    hear(from, chunk) {
      if (begun && held[from].length === 0) return chunk;
      held[from] = Buffer.concat([held[from], chunk]);
      return from === 'stderr' ? without(from, prompt, onAsked) : without(from, ready, onReady);
    },
    hasBegun: () => begun,
    finish: () => [
      ['stdout', held.stdout],
      ['stderr', held.stderr],
    ],
  };
}
