import { useEffect, useMemo, useRef, useState } from 'react';
import { isSame } from '../../src/domain/plan/plan-edit';
import { type EntryPart, entriesOf, type PlanEntry } from '../../src/domain/plan/plan-entries';
import { focusPrimary } from '../command/focus-primary';
import { ListBox } from '../ui/list-box';
import { NewEntry } from './new-entry';
import { openFile } from './plan-acts';
import { entryId, listEntries } from './plan-entries';
import { usePlan } from './plan-state';

/** More lines than these are looked for by their name. */
const mostWithoutSearch = 20;

/** Everything of the plan that can be edited, with what is wrong with it. */
export function PlanList() {
  const files = usePlan((state) => state.files);
  const file = usePlan((state) => state.open?.file);
  const part = usePlan((state) => state.part);
  const [unfolded, setUnfolded] = useState<readonly EntryPart[]>([]);
  const [wanted, setWanted] = useState('');
  const typed = useTypedEntries();
  const entries = useMemo(
    () => listEntries({ files, typed, unfolded, wanted }),
    [files, typed, unfolded, wanted],
  );
  const shown = file === undefined ? null : entryId(file, part);
  // Where the arrow keys are, which is ahead of what is open while that is read.
  const [chosen, choose] = useState(shown);
  useEffect(() => {
    choose(shown);
    const [list, index] = part ?? [];
    // A new person stands where everybody can see them.
    if (index !== undefined) setUnfolded((now) => [...new Set([...now, list as EntryPart])]);
  }, [shown, part]);
  const go = (id: string) => {
    const entry = entries.find((each) => each.id === id);
    choose(id);
    if (entry) void openFile(entry.file, entry.part);
    return entry;
  };
  const take = (id: string) => {
    const folds = go(id)?.folds;
    if (folds)
      setUnfolded((now) => (now.includes(folds) ? now.filter((each) => each !== folds) : [...now, folds]));
  };
  const all = files.reduce((sum, { entries: inner = [] }) => sum + 1 + inner.length, 0);
  return (
    <nav className="plan-list" aria-label="What the plan is made of">
      {all > mostWithoutSearch ? (
        <input
          type="search"
          className="plan-search"
          placeholder="Find by name"
          aria-label="Find in the list"
          value={wanted}
          data-testid="plan-search"
          onChange={({ target }) => setWanted(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && wanted !== '') {
              event.preventDefault();
              setWanted('');
            } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
              event.preventDefault();
              focusPrimary();
            }
          }}
        />
      ) : null}
      <ListBox
        label="Files of the plan"
        options={entries}
        chosen={chosen}
        onMove={go}
        onTake={take}
        primary
      />
      <NewEntry files={files} />
    </nav>
  );
}

/** People and channels of plan.yaml as it is typed; the very same list until it says something else. */
function useTypedEntries(): readonly PlanEntry[] | null {
  const value = usePlan(({ open }) => (open?.file === 'plan.yaml' ? open.value : null));
  const kept = useRef<readonly PlanEntry[] | null>(null);
  return useMemo(() => {
    const entries = value === null ? null : entriesOf(value);
    if (!entries || !kept.current || !isSame(entries, kept.current)) kept.current = entries;
    return kept.current;
  }, [value]);
}
