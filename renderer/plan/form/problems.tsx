import type { EditPath } from '../../../src/domain/plan/plan-edit';
import type { PlanMistake } from '../../../src/ipc/snapshot';
import { Shape } from '../../ui/shape';
import { showPlan, usePlan } from '../plan-state';
import { problemsAt } from './form-model';

/** What is wrong with a field, and what would be right; leads to its line. */
export function Problems({
  id,
  problems,
}: {
  readonly id?: string;
  readonly problems: readonly PlanMistake[];
}) {
  if (problems.length === 0) return null;
  return (
    <ul className="plan-field-problems" id={id}>
      {problems.map(({ file, line, column, rule, severity, message, fix }) => (
        <li
          key={`${file} ${line} ${column} ${rule} ${message}`}
          className={severity === 'error' ? 'is-down' : 'is-risk'}
        >
          <Shape form={severity === 'error' ? 'cross' : 'triangle'} />
          <span>
            {message} <small>{fix}</small>{' '}
            <button
              type="button"
              className="button button-link"
              onClick={() => showPlan({ view: 'yaml', step: 'edit', line })}
            >
              line {line}
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is wrong with a group or a list itself. */
export function OwnProblems({ path }: { readonly path: EditPath }) {
  const problems = usePlan((state) => state.open?.problems);
  return <Problems problems={problemsAt(problems ?? [], path)} />;
}
