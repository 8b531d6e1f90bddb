import type { NewEvent } from '../events';
import type { Circumstances } from './circumstances';
import { raiseSeverity, stateDataLoss, writeNote } from './commands';
import { answerQuestion } from './question-commands';
import { parseScribe } from './scribe';
import { giveTask } from './task-commands';

/** Does what one line of the scribe says; see `parseScribe` for its grammar. */
export function writeScribe(
  now: Circumstances,
  { incident, text }: { readonly incident: string; readonly text: string },
): NewEvent[] {
  const line = parseScribe(text, now.plan.people);
  switch (line.kind) {
    case 'task':
      return giveTask(now, { incident, owner: line.owner, forMs: line.forMs, text: line.text });
    case 'answer':
      return answerQuestion(now, { incident, question: line.question, text: line.text });
    case 'data-loss':
      return stateDataLoss(now, { incident, lossMs: line.lossMs, text: line.text });
    case 'raise':
      return raiseSeverity(now, { incident, severity: line.severity });
    default:
      return writeNote(now, { incident, text: line.text, kind: line.kind });
  }
}
