import { refuse } from '../../errors';
import { type Severity, severities } from '../authority/envelope';
import { oneLine } from '../plain-text';
import type { Person } from '../plan/plan';
import { durationMs } from '../written-duration';
import { findPerson } from './find-person';
import { readTimeBox } from './time-box';

/** What a line of the scribe may be; a line without a mark is a note. */
export const noteKinds = ['note', 'decision', 'question', 'follow-up'] as const;
export type NoteKind = (typeof noteKinds)[number];

/** What one line of the scribe says. */
export type ScribeLine =
  | { readonly kind: NoteKind; readonly text: string }
  /** `owner` is a person id. */
  | { readonly kind: 'task'; readonly owner: string; readonly forMs: number; readonly text: string }
  /** `question` is its number; null = the only one that is open. */
  | { readonly kind: 'answer'; readonly question: number | null; readonly text: string }
  | { readonly kind: 'raise'; readonly severity: Severity }
  /** How much data is lost for good, in milliseconds, and what shows it. */
  | { readonly kind: 'data-loss'; readonly lossMs: number; readonly text: string };

/** How long a task has when the line does not say, in milliseconds. */
export const usualTimeBoxMs = 600_000;

/**
 * Reads one line: a note, `! decision`, `? question`, `= 2 answer`, `todo follow-up`, `@name 5m task`, `sev1`, `rpa 12m why`.
 * A mark without words, a name that nobody or several have, and a severity with words beside it are refused:
 * at three in the morning a line must not quietly become something else.
 */
export function parseScribe(text: string, people: readonly Pick<Person, 'id' | 'name'>[]): ScribeLine {
  const line = oneLine(text);
  const severity = severityIn(line);
  if (severity) return { kind: 'raise', severity };
  const loss = dataLossIn(line);
  if (loss) return loss;
  if (line.startsWith('@')) return taskIn(line, people);
  if (line.startsWith('=')) return answerIn(line);
  const [, mark = '', words = ''] = /^(!|\?|todo(?=[\s:]|$):?)?(.*)$/iu.exec(line) ?? [];
  const kind = kindOf(mark.toLowerCase().replace(':', ''));
  const said = words.trim();
  if (said === '' && kind !== 'note')
    return refuse(`${mark} needs words behind it, such as "${samples[kind]}".`);
  return { kind, text: said };
}

function kindOf(mark: string): NoteKind {
  if (mark === '!') return 'decision';
  if (mark === '?') return 'question';
  return mark === 'todo' ? 'follow-up' : 'note';
}

const samples = {
  decision: '! we fail over',
  question: '? who has the vendor on the phone',
  'follow-up': 'todo renew the certificate',
} as const;

function answerIn(line: string): ScribeLine {
  // A number that goes on, such as 12:30, is not one of a question.
  const [, number, text = ''] = /^=\s*(?:(\d{1,4})(?=\s|$))?\s*(.*)$/u.exec(line) ?? [];
  if (text === '') return refuse('= needs words behind it, such as "= 1 Joanna, at the front desk".');
  return { kind: 'answer', question: number === undefined ? null : Number(number), text };
}

function severityIn(line: string): Severity | null {
  const [, number, rest = ''] = /^sev[- ]?(\d+)\b(.*)$/iu.exec(line) ?? [];
  if (number === undefined) return null;
  const severity = severities.find((each) => each === `SEV-${number}`);
  if (!severity) return refuse('Severities are sev1, the worst, to sev5.');
  if (rest.trim() !== '')
    return refuse(`Write sev${number} alone to raise the severity, and what you know in a line of its own.`);
  return severity;
}

/** Nobody begins a sentence with `rpa`: what does not read as one is refused. */
function dataLossIn(line: string): ScribeLine | null {
  const [, written = '', text = ''] = /^rpa(?=[\s:]|$):?\s*(\S*)\s*(.*)$/iu.exec(line) ?? [];
  if (!/^rpa(?=[\s:]|$)/iu.test(line)) return null;
  const lossMs = durationMs(written.toLowerCase());
  if (lossMs === null || text === '')
    return refuse(
      'Say how much data is lost for good and what shows it: rpa 12m the last shipped log. 0m is none.',
    );
  return { kind: 'data-loss', lossMs, text };
}

function taskIn(line: string, people: readonly Pick<Person, 'id' | 'name'>[]): ScribeLine {
  const [called = '', ...rest] = line.slice(1).split(/\s+/u);
  const letters = called.replace(/[:,]$/, '');
  if (letters === '') return refuse('Say who: @name 5m what to do.');
  const owner = findPerson(letters, people);
  const forMs = readTimeBox(rest[0] ?? '');
  const text = rest.slice(forMs === null ? 0 : 1).join(' ');
  if (text === '') return refuse(`Say what ${owner.name} has to do: @${letters} 5m what to do.`);
  return { kind: 'task', owner: owner.id, forMs: forMs ?? usualTimeBoxMs, text };
}
