import type { Client } from 'ssh2';

/** Asked at the last moment before a command is written to the socket; `false` keeps it here. */
export type Ask = () => boolean;

/** Knows, for one connection, the exact moment at which a command leaves. */
export type ExecGate = {
  /** Resolves when it is this caller's turn to open a channel, or when the gate is closed. Turns are in order. */
  turn(): Promise<void>;
  /** Ends the turn. Must be called exactly once per turn. */
  next(): void;
  /** Puts the question for the one command that is about to be opened. */
  watch(ask: Ask): void;
  /** Ends all waiting; whoever had a turn must look whether the connection is still usable. */
  close(): void;
};

type Protocol = { exec: (channel: number, command: string, wantReply: boolean) => void };

/**
 * ssh2 opens a channel and writes the command in one go, with no hook between the two. But "never sent" may be tried
 * again and "sent" may not, so the difference must be known exactly: its private `_protocol.exec` is wrapped, and
 * channels are opened one at a time so that the question always belongs to the command. Should a later ssh2 have no
 * such method, every command counts as sent from the moment it is asked for, which errs on the safe side.
 */
export function createExecGate(client: Client): ExecGate {
  const waiting: (() => void)[] = [];
  let busy = false;
  let closed = false;
  let question: Ask | undefined;

  const protocol: unknown = Reflect.get(client, '_protocol');
  const isWrapped = hasExec(protocol);
  if (isWrapped) {
    const send = protocol.exec.bind(protocol);
    protocol.exec = (channel, command, wantReply) => {
      const ask = question;
      question = undefined;
      // A command nobody answers for stays here: its channel stays open and silent until the connection goes.
      if (ask?.() === true) send(channel, command, wantReply);
    };
  }

  return {
    turn() {
      if (!busy || closed) {
        busy = true;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    next() {
      const enter = waiting.shift();
      if (enter === undefined) busy = false;
      else enter();
    },
    watch(ask) {
      if (isWrapped) question = ask;
      else ask();
    },
    close() {
      closed = true;
      for (const enter of waiting.splice(0)) enter();
    },
  };
}

function hasExec(value: unknown): value is Protocol {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'exec') === 'function';
}
