import { type EditPath, type Plain, plainAt } from '../../../src/domain/plan/plan-edit';
import type { SchemaNode } from '../../../src/domain/plan/schema-node';
import { ActButton } from '../../ui/act-button';
import { deleteEntry } from '../entry-acts';
import { type OpenFile, usePlan } from '../plan-state';
import { oneOf } from './field-words';
import { itemTitle, nodeFor, problemsAt } from './form-model';
import { AnyPart, Fields } from './parts';
import { OwnProblems, Problems } from './problems';
import { Suggestions } from './suggestions';

/** The form of the open file, or of one part of it, made from what may stand in such a file. */
export function PlanForm({ open }: { readonly open: OpenFile }) {
  const part = usePlan((state) => state.part);
  const { value, problems } = open;
  const schema = open.schema ?? {};
  if (value === null)
    return (
      <div className="plan-form">
        <p className="is-dim">
          The file is not YAML as it stands, so there are no fields to show. Put it right in the YAML view.
        </p>
        <Problems problems={problems} />
      </div>
    );
  const [name, index] = part ?? [];
  const node = typeof name === 'string' ? schema.properties?.[name] : undefined;
  return (
    <div className="plan-form" data-testid="plan-form">
      <Suggestions />
      <Problems problems={problemsAt(problems, [])} />
      {part === null || node === undefined ? (
        <Fields path={[]} node={schema} value={value} />
      ) : typeof index === 'number' ? (
        <Entry key={index} path={part} node={node.items ?? {}} value={plainAt(value, part)} />
      ) : (
        <AnyPart path={part} node={node} value={plainAt(value, part)} isRequired={false} />
      )}
    </div>
  );
}

type EntryProps = { readonly path: EditPath; readonly node: SchemaNode; readonly value: Plain | undefined };

/** One person or one channel, and nothing else of the file. */
function Entry({ path, node, value }: EntryProps) {
  const title = itemTitle(value, Number(path.at(-1)));
  const one = oneOf(String(path[0]));
  if (value === undefined) return <p className="is-dim">There is no such {one} any more.</p>;
  return (
    <>
      <header className="plan-entry-head">
        <h3 data-testid="plan-entry-title">{title}</h3>
        <ActButton testId="plan-delete" onAct={() => void deleteEntry(path, title)}>
          Delete this {one}
        </ActButton>
      </header>
      <OwnProblems path={path} />
      <Fields path={path} node={nodeFor(node, value)} value={value} />
    </>
  );
}
