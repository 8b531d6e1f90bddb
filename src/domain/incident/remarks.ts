import type { DomainEvent } from '../events';
import type { Incident, Remark } from './incident';

type Remarks = Incident['remarks'];

/** A question of an incident. They are numbered from 1 in the order in which they were asked. */
export type Question = { readonly id: string; readonly number: number; readonly remark: Remark };

/** Every question that was asked, in order. */
export const questionsIn = (remarks: Remarks): Question[] =>
  remarks
    .filter(({ kind }) => kind === 'question')
    .map((remark, index) => ({ id: `QUESTION-${index + 1}`, number: index + 1, remark }));

/** Those that nobody has answered. */
export const openQuestions = (remarks: Remarks): Question[] =>
  questionsIn(remarks).filter(({ remark }) => remark.answer === undefined);

/** Folds one event into the lines that the scribe marked. */
export function evolveRemarks(remarks: Remarks, event: DomainEvent, at: number, by: string | null): Remarks {
  if (event.type === 'note.written') {
    const { kind = 'note', text } = event.data;
    return kind === 'note' ? remarks : [...remarks, { at, by, kind, text }];
  }
  if (event.type !== 'question.answered') return remarks;
  const { question, text } = event.data;
  const meant = questionsIn(remarks).find(({ id }) => id === question)?.remark;
  return remarks.map((each) => (each === meant ? { ...each, answer: { at, by, text } } : each));
}
