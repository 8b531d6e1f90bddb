import { AppError, refuse } from '../../errors';
import type { NewEvent } from '../events';
import type { World } from '../world';
import { type Circumstances, happened, isObserver, requireActor, requireOpen } from './circumstances';
import { type Incident, isOpen } from './incident';
import { requireIncident, requirePerson } from './lookup';
import type { Task } from './task';
import { requireTimeBox } from './time-box';
import { unsettledIncidents } from './unsettled';
import { requireWords } from './words';

export type GiveTask = {
  readonly incident: string;
  readonly owner: string;
  /** Its time-box, in milliseconds. */
  readonly forMs: number;
  readonly text: string;
};

/** Gives one person something to do within a time-box. */
export function giveTask(now: Circumstances, command: GiveTask): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireActor(now, 'give a task', incident);
  const owner = requirePerson(now.plan, command.owner);
  if (isObserver(owner, incident)) refuse(`${owner.name} observes. Give the task to somebody who acts.`);
  const text = requireWords(command.text, 'A task', 2000);
  const dueAt = now.at + requireTimeBox(command.forMs);
  const task = `TASK-${Object.keys(incident.tasks).length + 1}`;
  const data = { incident: incident.id, task, owner: owner.id, text, dueAt };
  return [happened(now, person.id, { type: 'task.given', data })];
}

/** Closes a task, also after the incident: what was still to do then gets its end, too. */
export function closeTask(
  now: Circumstances,
  command: { readonly incident: string; readonly task: string; readonly result: 'done' | 'dropped' },
): NewEvent[] {
  const incident = requireIncident(now.world, command.incident);
  const person = requireActor(now, 'close a task', incident);
  const task = requireOpenTask(incident, command.task);
  const data = { incident: incident.id, task: task.id, result: command.result };
  return [happened(now, person.id, { type: 'task.closed', data })];
}

/** Gives a task more time, counted from its due time, or from now when that has passed. */
export function extendTask(
  now: Circumstances,
  command: { readonly incident: string; readonly task: string; readonly byMs: number },
): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireActor(now, 'extend a task', incident);
  const task = requireOpenTask(incident, command.task);
  const dueAt = Math.max(now.at, task.dueAt) + requireTimeBox(command.byMs);
  const data = { incident: incident.id, task: task.id, dueAt };
  return [happened(now, person.id, { type: 'task.extended', data })];
}

/** Calls back, once, every task of an open incident whose time is up. */
export function dueTasks(now: { readonly world: World; readonly at: number }): NewEvent[] {
  return unsettledIncidents(now.world)
    .filter(isOpen)
    .flatMap((incident) =>
      Object.values(incident.tasks)
        .filter((task) => task.result === null && task.calledBackAt === null && task.dueAt <= now.at)
        .map((task) => {
          const data = { incident: incident.id, task: task.id };
          return happened(now, null, { type: 'task.called-back', data });
        }),
    );
}

function requireOpenTask(incident: Incident, id: string): Task {
  const task = Object.hasOwn(incident.tasks, id) ? incident.tasks[id] : undefined;
  if (!task) throw new AppError('not-found', `${incident.id} has no task "${id}".`);
  if (task.result !== null) refuse(`${task.id} is ${task.result} already. Give a new task.`);
  return task;
}
