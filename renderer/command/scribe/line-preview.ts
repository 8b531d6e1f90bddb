import { atLeastAsSevere } from '../../../src/domain/authority/envelope';
import type { Incident } from '../../../src/domain/incident/incident';
import { questionMeant } from '../../../src/domain/incident/question-commands';
import { parseScribe } from '../../../src/domain/incident/scribe';
import { nameOf } from '../../../src/domain/names';
import type { Person } from '../../../src/domain/plan/plan';
import { AppError } from '../../../src/errors';
import { asSpan } from '../../ui/duration';

/** What a line of the scribe will become, before it is written; `bad` when the core would refuse it. */
export type LinePreview = { readonly words: string; readonly bad: boolean };

const kinds = {
  note: 'note',
  decision: 'decision',
  question: 'question',
  'follow-up': 'follow-up',
} as const;

/** Null for an empty line. */
export function linePreview(
  text: string,
  people: readonly Person[],
  incident: Pick<Incident, 'id' | 'severity' | 'remarks'>,
): LinePreview | null {
  if (text.trim() === '') return null;
  try {
    const line = parseScribe(text, people);
    if (line.kind === 'raise' && atLeastAsSevere(incident.severity, line.severity))
      return { words: notRaised(incident), bad: true };
    if (line.kind === 'raise') return { words: `raises to ${line.severity}`, bad: false };
    if (line.kind === 'task')
      return { words: `task for ${nameOf(people, line.owner)}, ${asSpan(line.forMs)}`, bad: false };
    if (line.kind === 'answer')
      return { words: `answers: ${questionMeant(incident, line.question).remark.text}`, bad: false };
    if (line.kind === 'data-loss')
      return {
        words: line.lossMs === 0 ? 'no data lost' : `${asSpan(line.lossMs)} of data lost`,
        bad: false,
      };
    return { words: kinds[line.kind], bad: false };
  } catch (error) {
    if (error instanceof AppError) return { words: error.message, bad: true };
    throw error;
  }
}

const notRaised = ({ id, severity }: Pick<Incident, 'id' | 'severity'>) =>
  `${id} is ${severity}. Severity is only ever raised while an incident is open.`;
