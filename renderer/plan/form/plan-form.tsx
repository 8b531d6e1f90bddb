import { useMemo } from 'react';
import { plainAt } from '../../../src/domain/plan/plan-edit';
import { useConsole } from '../../store';
import { type OpenFile, usePlan } from '../plan-state';
import type { Choices } from './field-words';
import { problemsAt } from './form-model';
import { AnyPart, Fields } from './parts';
import { Problems } from './problems';

/** The form of the open file, or of one part of it, made from what may stand in such a file. */
export function PlanForm({ open }: { readonly open: OpenFile }) {
  const part = usePlan((state) => state.part);
  const { schema, value, problems } = open;
  if (value === null)
    return (
      <div className="plan-form">
        <p className="is-dim">
          The file is not YAML as it stands, so there are no fields to show. Put it right in the YAML view.
        </p>
        <Problems problems={problems} />
      </div>
    );
  const node = part === null ? undefined : schema.properties?.[part];
  return (
    <div className="plan-form" data-testid="plan-form">
      <Suggestions />
      <Problems problems={problemsAt(problems, [])} />
      {part !== null && node ? (
        <AnyPart path={[part]} node={node} value={plainAt(value, [part])} isRequired={false} />
      ) : (
        <Fields path={[]} node={schema} value={value} />
      )}
    </div>
  );
}

/** What fields that name something offer, from the plan in force. */
function Suggestions() {
  const plan = useConsole((state) => state.plan.plan);
  const lists = useMemo((): readonly (readonly [Choices, readonly string[]])[] => {
    if (!plan) return [];
    const roles = [...new Set(plan.people.flatMap((person) => person.roles))];
    const people = plan.people.map(({ id }) => id);
    return [
      ['people', people],
      ['roles', roles],
      ['who', [...people, ...roles.map((role) => `role:${role}`)]],
      ['services', plan.services.map(({ id }) => id)],
      ['runbooks', plan.runbooks.map(({ id }) => id)],
      ['channels', plan.channels.map(({ id }) => id)],
    ];
  }, [plan]);
  return lists.map(([name, values]) => (
    <datalist key={name} id={`plan-${name}`}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  ));
}
