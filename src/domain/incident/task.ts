import type { DomainEvent } from '../events';

/** Something one person does within a time-box. Times are Unix milliseconds. */
export type Task = {
  readonly id: string;
  readonly owner: string;
  /** Who gave it; null = the console by a rule. */
  readonly givenBy: string | null;
  readonly text: string;
  readonly givenAt: number;
  readonly dueAt: number;
  /** When its time was up and the console called it back; null while there is time. */
  readonly calledBackAt: number | null;
  readonly result: 'done' | 'dropped' | null;
  readonly closedAt: number | null;
};

type Tasks = Readonly<Record<string, Task>>;

/** Folds one event into the tasks of its incident. */
export function evolveTasks(tasks: Tasks, event: DomainEvent, at: number, by: string | null): Tasks {
  if (event.type === 'task.given') {
    const { task: id, owner, text, dueAt } = event.data;
    const open = { calledBackAt: null, result: null, closedAt: null };
    return { ...tasks, [id]: { id, owner, givenBy: by, text, givenAt: at, dueAt, ...open } };
  }
  const change = changeOf(event, at);
  const task = change && tasks[change.id];
  return task ? { ...tasks, [task.id]: { ...task, ...change.to } } : tasks;
}

function changeOf(event: DomainEvent, at: number): { id: string; to: Partial<Task> } | null {
  switch (event.type) {
    case 'task.extended':
      return { id: event.data.task, to: { dueAt: event.data.dueAt, calledBackAt: null } };
    case 'task.called-back':
      return { id: event.data.task, to: { calledBackAt: at } };
    case 'task.closed':
      return { id: event.data.task, to: { result: event.data.result, closedAt: at } };
    default:
      return null;
  }
}
