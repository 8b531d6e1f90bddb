import { useState } from 'react';
import type { PlanFileLine } from '../../src/ipc/plan-editing';
import { ActButton } from '../ui/act-button';
import { newEntry } from './entry-acts';
import { openFile } from './plan-acts';
import { entryParts } from './plan-entries';
import { usePlan } from './plan-state';

/** What a new thing is called, and the file that it begins; null = an entry of plan.yaml. */
const kinds = [
  ['service', (id: string) => `services/${id}.yaml`],
  ['runbook', (id: string) => `runbooks/${id}.yaml`],
  ['risk', (id: string) => `risks/${id}.yaml`],
  ['scenario', (id: string) => `scenarios/${id}.md`],
  ['person', null],
  ['channel', null],
] as const;

/** Begins a service, a runbook, a risk, a scenario, a person or a channel under an id that is free. */
export function NewEntry({ files }: { readonly files: readonly PlanFileLine[] }) {
  const [id, setId] = useState('');
  const [kind, setKind] = useState<string>('service');
  const fileOf = kinds.find(([each]) => each === kind)?.[1] ?? null;
  const part = entryParts.find(([, , one]) => one === kind)?.[0];
  const entries = files.find((each) => each.kind === 'plan')?.entries ?? [];
  const isTaken = fileOf
    ? files.some(({ file }) => file === fileOf(id))
    : entries.some((each) => each.part === part && each.id === id);
  const isFree = /^[a-z0-9][a-z0-9._-]{0,63}$/.test(id) && !isTaken;
  const begin = async () => {
    if (fileOf) await openFile(fileOf(id));
    else if (part) await newEntry(part, id);
    // Something else may be open now, such as a conflict that has to be looked at first.
    if (usePlan.getState().open) setId('');
  };
  return (
    <div className="plan-new">
      <select
        aria-label="Kind of a new entry"
        value={kind}
        data-testid="plan-new-kind"
        onChange={({ target }) => setKind(target.value)}
      >
        {kinds.map(([each]) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
      <input
        type="text"
        aria-label="Id of a new entry"
        placeholder="new-id"
        value={id}
        data-testid="plan-new-id"
        onChange={({ target }) => setId(target.value.trim())}
      />
      <ActButton testId="plan-new" disabled={!isFree} onAct={() => void begin()}>
        New
      </ActButton>
    </div>
  );
}
