import { refuse } from '../../errors';
import type { NewEvent } from '../events';
import { type Circumstances, happened, requireOpen, requireOperator } from './circumstances';
import type { Incident } from './incident';
import { openQuestions, type Question, questionsIn } from './remarks';
import { requireWords } from './words';

export type AnswerQuestion = {
  readonly incident: string;
  /** Its number; null = the only one that is open. */
  readonly question: number | null;
  readonly text: string;
};

/** Answers a question, once. Whoever may ask one may answer one. */
export function answerQuestion(now: Circumstances, command: AnswerQuestion): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireOperator(now, 'answer a question');
  const { id: question, remark } = questionMeant(incident, command.question);
  const text = requireWords(command.text, 'An answer', 2000);
  const data = { incident: incident.id, question, asked: remark.text, text };
  return [happened(now, person, { type: 'question.answered', data })];
}

/**
 * The open question that a number, or no number, stands for.
 * @throws AppError `refused` with those that are open
 */
export function questionMeant(
  { id, remarks }: Pick<Incident, 'id' | 'remarks'>,
  number: number | null,
): Question {
  const open = openQuestions(remarks);
  const [first] = open;
  const meant = questionsIn(remarks).find((each) => each.number === number);
  const answer = meant?.remark.answer;
  if (answer) return refuse(`Question ${number} is answered: ${answer.text}. Add what is new with a note.`);
  if (meant) return meant;
  if (!first) return refuse(`No question is open in ${id}.`);
  if (number === null && open.length === 1) return first;
  const list = open.map((each) => `${each.number} ${each.remark.text}`).join('; ');
  const wrong =
    number === null ? `Say which: "= ${first.number} the answer"` : `There is no question ${number}`;
  return refuse(`${wrong}. Open: ${list}.`);
}
