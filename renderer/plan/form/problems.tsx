import type { EditPath } from '../../../src/domain/plan/plan-edit';
import type { PlanMistake } from '../../../src/ipc/snapshot';
import { Shape } from '../../ui/shape';
import { isEdited } from '../edited-file';
import { lackWords } from '../lack-words';
import { openLine } from '../plan-acts';
import { usePlan } from '../plan-state';
import { problemsAt } from './form-model';

const shapes = { error: 'cross', warning: 'triangle', note: 'ring' } as const;
const tones = { error: 'is-down', warning: 'is-risk', note: 'is-dim' } as const;

/** What is wrong or lacking, and what would be right; leads to its line, also in another file. */
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
      {problems.map((problem) => {
        const { file, line, column, rule, severity, message, fix } = problem;
        return (
          <li key={`${file} ${line} ${column} ${rule} ${message}`} className={tones[severity]}>
            <Shape form={shapes[severity]} />
            <span>
              {severity === 'error' ? null : <b>{lackWords[severity]}: </b>}
              {message} <small>{fix}</small> <Place problem={problem} />
              {severity === 'error' ? null : <code className="plan-rule">{rule}</code>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Place({ problem: { file, line } }: { readonly problem: PlanMistake }) {
  const isHere = usePlan((state) => state.open?.file === file);
  const words = isHere ? `line ${line}` : `${file} line ${line}`;
  if (!isHere && !isEdited(file)) return <span className="is-dim">{words}</span>;
  return (
    <button type="button" className="button button-link" onClick={() => void openLine(file, line)}>
      {words}
    </button>
  );
}

/** What is wrong with a group or a list itself. */
export function OwnProblems({ path }: { readonly path: EditPath }) {
  const problems = usePlan((state) => state.open?.problems);
  return <Problems problems={problemsAt(problems ?? [], path)} />;
}
