import { makeDecision, objectToDecision, proposeDecision } from '../domain/incident/decision-commands';
import { closeTask, extendTask } from '../domain/incident/task-commands';
import type { CallParts, Handlers } from './handlers';

type TaskCall = 'task.close' | 'task.extend' | 'decision.propose' | 'decision.object' | 'decision.make';

/** The calls about what people were asked to do and to decide. */
export function taskCalls({ deciding: { commit } }: CallParts): Pick<Handlers, TaskCall> {
  const nothing = (_records: unknown): null => null;
  return {
    'task.close': async (command) => nothing(commit((now) => closeTask(now, command))),
    'task.extend': async (command) => nothing(commit((now) => extendTask(now, command))),
    'decision.propose': async (command) => nothing(commit((now) => proposeDecision(now, command))),
    'decision.object': async (command) => nothing(commit((now) => objectToDecision(now, command))),
    'decision.make': async (command) => nothing(commit((now) => makeDecision(now, command))),
  };
}
