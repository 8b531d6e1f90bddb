import { useEffect, useState } from 'react';
import type { PlanFileLine } from '../../src/ipc/plan-editing';
import { ActButton } from '../ui/act-button';
import { ListBox, type ListOption } from '../ui/list-box';
import { asNoun } from '../ui/numbers';
import { Shape } from '../ui/shape';
import { openFile } from './plan-acts';
import { usePlan } from './plan-state';

/** Parts of plan.yaml that people look for by themselves. */
const parts = [
  ['people', 'People'],
  ['channels', 'Channels'],
] as const;
const groups = [
  ['service', 'Services', 'services'],
  ['runbook', 'Runbooks', 'runbooks'],
  ['risk', 'Risks', 'risks'],
] as const;

type Entry = ListOption & { readonly file: string; readonly part: string | null };

/** Everything of the plan that can be edited, with what is wrong with it. */
export function PlanList() {
  const files = usePlan((state) => state.files);
  const file = usePlan((state) => state.open?.file);
  const part = usePlan((state) => state.part);
  const entries = files.flatMap((line, index): Entry[] => {
    const group = groups.find(([kind]) => kind === line.kind);
    const isFirst = group !== undefined && files[index - 1]?.kind !== line.kind;
    const own = entryOf(line, null, line.kind === 'plan' ? 'Plan' : line.name, isFirst ? group[1] : null);
    return line.kind === 'plan'
      ? [own, ...parts.map(([name, words]) => entryOf(line, name, words, null))]
      : [own];
  });
  const open = file === undefined ? null : idOf(file, part);
  // Where the arrow keys are, which is ahead of what is open while that is read.
  const [chosen, choose] = useState(open);
  useEffect(() => choose(open), [open]);
  const take = (id: string) => {
    const entry = entries.find((each) => each.id === id);
    choose(id);
    if (entry) void openFile(entry.file, entry.part);
  };
  return (
    <nav className="plan-list" aria-label="What the plan is made of">
      <ListBox
        label="Files of the plan"
        options={entries}
        chosen={chosen}
        onMove={take}
        onTake={take}
        primary
      />
      <NewFile names={files.map((each) => each.file)} />
    </nav>
  );
}

const idOf = (file: string, part: string | null): string => `${file}#${part ?? ''}`;

function entryOf(line: PlanFileLine, part: string | null, words: string, heading: string | null): Entry {
  const { file, errors, warnings, hasDraft } = line;
  const isWhole = part === null;
  return {
    ...{ id: idOf(file, part), file, part, testId: `plan-file-${part ?? file}` },
    className: heading ? 'plan-entry plan-entry-first' : 'plan-entry',
    content: (
      <>
        {heading ? <small className="plan-heading">{heading}</small> : null}
        <span title={file}>{words}</span>
        {isWhole && hasDraft ? <small className="is-act">draft</small> : null}
        {isWhole && errors > 0 ? (
          <small className="is-down">
            <Shape form="cross" /> {asNoun(errors, 'mistake')}
          </small>
        ) : null}
        {isWhole && errors === 0 && warnings > 0 ? (
          <small className="is-risk">
            <Shape form="triangle" /> {asNoun(warnings, 'warning')}
          </small>
        ) : null}
      </>
    ),
  };
}

function NewFile({ names }: { readonly names: readonly string[] }) {
  const [id, setId] = useState('');
  const [folder, setFolder] = useState<string>('services');
  const file = `${folder}/${id}.yaml`;
  const isFree = /^[a-z0-9][a-z0-9._-]{0,63}$/.test(id) && !names.includes(file);
  return (
    <div className="plan-new">
      <select
        aria-label="Kind of a new file"
        value={folder}
        onChange={({ target }) => setFolder(target.value)}
      >
        {groups.map(([kind, , name]) => (
          <option key={kind} value={name}>
            {kind}
          </option>
        ))}
      </select>
      <input
        type="text"
        aria-label="Id of a new file"
        placeholder="new-id"
        value={id}
        data-testid="plan-new-id"
        onChange={({ target }) => setId(target.value.trim())}
      />
      <ActButton testId="plan-new" disabled={!isFree} onAct={() => void openFile(file).then(() => setId(''))}>
        New
      </ActButton>
    </div>
  );
}
