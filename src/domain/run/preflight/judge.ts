import { oneLine } from '../../plain-text';
import { duration } from '../../views/duration';
import type { Outcome } from '../outcome';
import type { Finding, PreflightLimits } from './cause';
import { type Answer, type Room, readAnswer } from './read-answer';

/** One question and how it ended, by this console's clock. */
export type Asked = {
  readonly outcome: Outcome;
  /** When it was asked, Unix milliseconds. */
  readonly askedAt: number;
  /** From asking to the answer, the way there and the login included. */
  readonly tookMs: number;
  readonly asksBecome: boolean;
};

/** What stands in the way at an endpoint; empty = ready. */
export function judgeEndpoint(asked: Asked, limits: PreflightLimits): Finding[] {
  const { outcome } = asked;
  const said = 'output' in outcome ? oneLine(outcome.output, mostWords) : '';
  switch (outcome.state) {
    case 'unreachable':
      return [{ cause: 'unreachable', words: said || outcome.cause }];
    case 'denied': {
      const byCause = {
        AuthenticationFailure: 'login refused',
        HostKeyMismatch: 'host key changed',
        HostKeyUnknown: 'no host key on file',
      } as const;
      return [{ cause: byCause[outcome.cause], words: said || outcome.cause }];
    }
    case 'cancelled':
      return [{ cause: 'no answer', words: 'not asked to the end' }];
    case 'ok':
    case 'failed':
    case 'timed-out':
    case 'unknown':
      return ofAnswer(asked, outcome.output, limits);
  }
}

/**
 * Whether the clock of this answer could be on either side of the limit because the way there took so long. Asked
 * once more over the connection that is open by now, the same question is settled.
 */
export function isClockInDoubt(asked: Asked, { clockMs }: PreflightLimits): boolean {
  if (asked.outcome.state !== 'ok') return false;
  const offset = offsetOf(asked, asked.outcome.output);
  if (offset === null || offset.giveOrTakeMs <= quickMs) return false;
  const size = Math.abs(offset.ms);
  return size + offset.giveOrTakeMs > clockMs && size - offset.giveOrTakeMs <= clockMs;
}

/** How far the clock of an endpoint that answered is ahead of this console's, in milliseconds; null = not told. */
export function clockOf(asked: Asked): number | null {
  return asked.outcome.state === 'ok' ? (offsetOf(asked, asked.outcome.output)?.ms ?? null) : null;
}

/** An answer within so long of the question is as good as a second one. */
const quickMs = 1500;
/** Characters kept of what an endpoint says of itself. */
const mostWords = 160;

function ofAnswer(asked: Asked, output: string, limits: PreflightLimits): Finding[] {
  const read = readAnswer(output, asked.asksBecome);
  if (!read.read) return [{ cause: 'no answer', words: withoutAnswer(asked.outcome, read.words) }];
  const { answer } = read;
  // Where the answer breaks off at sudo, the shell answers and sudo does not.
  const isStuckInSudo =
    asked.outcome.state === 'timed-out' && asked.asksBecome && !answer.isWhole && answer.clockS !== null;
  if (!answer.isWhole && !isStuckInSudo)
    return [{ cause: 'no answer', words: withoutAnswer(asked.outcome, 'the answer broke off') }];
  return [
    ...becomeFindings(asked, answer, isStuckInSudo),
    ...answer.rooms.flatMap((room) => diskFinding(room, limits)),
    ...clockFinding(answer, asked, limits),
  ];
}

function withoutAnswer(outcome: Outcome, said: string): string {
  const after = outcome.state === 'timed-out' ? `nothing whole within ${duration(outcome.tookMs)}` : null;
  if (after) return after;
  if (outcome.state === 'unknown') return `the connection ended before an answer: ${said}`;
  return said === '' ? 'the shell said nothing' : `the shell said something else: ${said}`;
}

function becomeFindings(asked: Asked, { become }: Answer, isStuck: boolean): Finding[] {
  if (isStuck) return [{ cause: 'become refused', words: 'sudo gave no answer in time' }];
  if (!asked.asksBecome || become === 'yes') return [];
  return [{ cause: 'become refused', words: 'sudo is not there, wants a password, or does not allow it' }];
}

function diskFinding({ place, freeKb, sizeKb }: Room, limits: PreflightLimits): Finding[] {
  if (freeKb >= Math.min(limits.diskKb, sizeKb * limits.diskShare)) return [];
  const share = Math.floor((freeKb / sizeKb) * 1000) / 10;
  return [{ cause: 'disk full', words: `${place}: ${size(freeKb)} free of ${size(sizeKb)}, ${share} %` }];
}

function clockFinding(answer: Answer, asked: Asked, { clockMs }: PreflightLimits): Finding[] {
  const offset = offsetFrom(answer, asked);
  if (offset === null) return [];
  const off = Math.abs(offset.ms);
  // An answer so slow that it proves nothing is held against the clock only as far as it proves something.
  const isOff = offset.giveOrTakeMs <= clockMs ? off > clockMs : off - offset.giveOrTakeMs > clockMs;
  if (!isOff) return [];
  const words = `${duration(Math.round(off / 1000) * 1000)} ${offset.ms > 0 ? 'ahead' : 'behind'}`;
  return [{ cause: 'clock off', words }];
}

function offsetOf(asked: Asked, output: string): Offset | null {
  const read = readAnswer(output, asked.asksBecome);
  return read.read ? offsetFrom(read.answer, asked) : null;
}

/** How far an endpoint's clock is ahead, and how exactly that is known. */
type Offset = { readonly ms: number; readonly giveOrTakeMs: number };

function offsetFrom({ clockS }: Answer, { askedAt, tookMs }: Asked): Offset | null {
  if (clockS === null) return null;
  // The endpoint read its clock somewhere on the way, and told whole seconds.
  return { ms: clockS * 1000 + 500 - (askedAt + tookMs / 2), giveOrTakeMs: tookMs / 2 + 500 };
}

/** `812 kB`, `20 MB`, `1.5 GB`. */
function size(kb: number): string {
  if (kb < 1024) return `${kb} kB`;
  if (kb < 1024 * 1024) return `${Math.floor(kb / 1024)} MB`;
  return `${(Math.floor((kb / 1024 / 1024) * 10) / 10).toLocaleString('en')} GB`;
}
