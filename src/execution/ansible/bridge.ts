import { setMaxListeners } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Outcome } from '../../domain/run/outcome';
import type { Challenge, Heard, Target, Transport } from '../transport';
import { byLine } from './by-line';

/** What is known of an endpoint from what went through here. */
export type Passed = {
  /** Whether a command may have left for it. */
  readonly isSent: boolean;
  /** How its last command ended. */
  readonly last: Outcome | null;
};

/**
 * The one way out of a program that has no other: it asks for commands by the name of an endpoint, and they are sent
 * over the console's own connections, with its keys, or not at all.
 */
export type Bridge = {
  passed(endpoint: string): Passed;
  /** Whether anything was turned away because nothing new may be sent. */
  hasTurnedAway(endpoint: string): boolean;
  /** Nothing is sent from this moment on. Resolves when it is known of every command whether it had left. */
  shut(): Promise<void>;
  /** Resolves when everything that was said by a program that has ended is heard. */
  drained(): Promise<void>;
  close(): Promise<void>;
};

type BridgeOptions = {
  /** Where the socket is made; only this user may reach its folder. */
  readonly file: string;
  readonly targets: ReadonlyMap<string, Target>;
  readonly transport: Transport;
  /** What is answered when sudo asks; null = nobody answers. */
  readonly secret: string | null;
  /** Milliseconds that a command may take now. */
  readonly leftMs: () => number;
  /** True from when on no endpoint may be begun with that was not. */
  readonly isHeld: () => boolean;
  readonly onTell: (tell: Readonly<Record<string, unknown>>) => void;
};

/** Bytes of one answer of an endpoint, and of one question with the file that it carries. */
const mostAnswerBytes = 16_000_000;
const mostQuestionBytes = 128_000_000;
/** How long a command that was called back has to say that it had not left, in milliseconds. */
const calledBackMs = 300;
/** How long the last words of a program that has ended may take, in milliseconds; they are in this machine already. */
const lastWordsMs = 10_000;

type State = { isSent: boolean; inFlight: number; last: Outcome | null; isTurnedAway: boolean };

export async function openBridge(options: BridgeOptions): Promise<Bridge> {
  const { targets, transport } = options;
  const states = new Map<string, State>();
  const sockets = new Set<Socket>();
  const underWay = new Set<Promise<unknown>>();
  let onQuiet = (): void => {};
  const shutting = new AbortController();
  setMaxListeners(0, shutting.signal);
  const stateOf = (name: string): State => {
    const state = states.get(name) ?? { isSent: false, inFlight: 0, last: null, isTurnedAway: false };
    states.set(name, state);
    return state;
  };

  const perform = async (question: Question, target: Target): Promise<object> => {
    const state = stateOf(target.name);
    const isBegun = state.isSent || state.inFlight > 0;
    if (shutting.signal.aborted || (!isBegun && options.isHeld())) {
      state.isTurnedAway = true;
      return { refused: 'the run is over: nothing new is sent', as: 'unreachable' };
    }
    state.inFlight += 1;
    const command = {
      command: question.command,
      timeoutMs: Math.max(1, options.leftMs()),
      stdin: question.stdin,
      wholeBytes: mostAnswerBytes,
      ...(options.secret === null ? {} : { secrets: [options.secret] }),
      ...challengeOf(question, options.secret),
    };
    const { whole, ...outcome } = (await transport.perform(target, command, shutting.signal)) satisfies Heard;
    state.inFlight -= 1;
    state.last = outcome;
    if (!neverLeft.has(outcome.state)) state.isSent = true;
    if (outcome.state === 'ok' || outcome.state === 'failed')
      return { code: outcome.exitCode, stdout: base64(whole?.stdout), stderr: base64(whole?.stderr) };
    const words = 'output' in outcome ? outcome.output : 'it was not sent';
    return { refused: words, as: isRefusedThere(outcome, question) ? 'failed' : 'unreachable' };
  };
  const answer = async (socket: Socket, line: Record<string, unknown>): Promise<void> => {
    if (line.op === 'tell') return options.onTell(line);
    const question = questionOf(line);
    const target = targets.get(question.endpoint);
    const words = `${question.host || 'this host'} is not in the manifest of this wave; nothing was sent`;
    const reply = target ? await perform(question, target) : { refused: words, as: 'unreachable' };
    if (!socket.destroyed) socket.end(`${JSON.stringify(reply)}\n`);
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) onQuiet();
    });
    byLine(socket, mostQuestionBytes, (line) => {
      const work: Promise<unknown> = answer(socket, line).finally(() => underWay.delete(work));
      underWay.add(work);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.file, resolve);
  });
  return {
    passed(endpoint) {
      const { isSent, inFlight, last } = stateOf(endpoint);
      return { isSent: isSent || inFlight > 0, last };
    },
    hasTurnedAway: (endpoint) => stateOf(endpoint).isTurnedAway,
    async shut() {
      shutting.abort();
      // What had left ends by itself, which may take long; whatever did not say by then that it had not left, had.
      await Promise.race([Promise.allSettled(underWay), pause(calledBackMs)]);
    },
    async drained() {
      if (sockets.size === 0) return;
      const quiet = new Promise<void>((resolve) => {
        onQuiet = resolve;
      });
      const timer = new AbortController();
      await Promise.race([quiet, pause(lastWordsMs, undefined, { signal: timer.signal }).catch(() => {})]);
      timer.abort();
    },
    async close() {
      shutting.abort();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Ends that prove that a command did not begin. */
const neverLeft: ReadonlySet<Outcome['state']> = new Set(['unreachable', 'denied', 'cancelled']);

type Question = {
  readonly endpoint: string;
  readonly host: string;
  readonly command: string;
  readonly stdin: Uint8Array;
  readonly by: string;
  readonly ready: string;
  readonly prompt: string;
};

function questionOf(line: Record<string, unknown>): Question {
  const text = (key: string): string => (typeof line[key] === 'string' ? (line[key] as string) : '');
  const { host, endpoint, command } = {
    host: text('host'),
    endpoint: text('endpoint'),
    command: text('command'),
  };
  const asking = { by: text('by'), ready: text('ready'), prompt: text('prompt') };
  return { host, endpoint, command, stdin: Buffer.from(text('stdin'), 'base64'), ...asking };
}

/** Only sudo's own question is answered: the plan's secret is for nobody else. */
function challengeOf({ by, ready, prompt }: Question, secret: string | null): { challenge?: Challenge } {
  if (ready === '') return {};
  const isSudo = by === 'sudo' && prompt !== '';
  // A sign that nobody says, where nothing is asked: the input still waits until the other user has been become.
  const asked = prompt === '' ? '\0' : prompt;
  return { challenge: { prompt: asked, ready, ...(isSudo && secret !== null ? { answer: secret } : {}) } };
}

/** The endpoint was reached, and did not let us become somebody else. */
const isRefusedThere = (outcome: Outcome, { ready }: Question): boolean =>
  outcome.state === 'denied' && ready !== '';

const base64 = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('base64');
