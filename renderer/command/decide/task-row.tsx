import type { Task } from '../../../src/domain/incident/task';
import { nameOf } from '../../../src/domain/names';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { closeTask, extendTask } from '../acts-words';
import { WaitRow } from './wait-row';

const nobody: never[] = [];
const fiveMinutesMs = 300_000;

/** What somebody does within a time-box; over time it is called back. */
export function TaskRow({ incident, task }: { readonly incident: string; readonly task: Task }) {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  return (
    <WaitRow
      testId={`wait-${task.id}`}
      title={`${nameOf(people, task.owner)}: ${task.text}`}
      dueAt={task.dueAt}
      about={task.calledBackAt === null ? null : 'time is up: ask for it back'}
      acts={
        <>
          <ActButton kind="link" testId="task-done" onAct={() => void closeTask(incident, task.id, 'done')}>
            Done
          </ActButton>
          <ActButton
            kind="link"
            testId="task-extend"
            onAct={() => void extendTask(incident, task.id, fiveMinutesMs)}
          >
            5 min more
          </ActButton>
          <ActButton kind="link" onAct={() => void closeTask(incident, task.id, 'dropped')}>
            Drop
          </ActButton>
        </>
      }
    />
  );
}
