import type { EditPath } from '../../src/domain/plan/plan-edit';
import { isGroup, isList, plainAt } from '../../src/domain/plan/plan-edit';
import type { EntryPart } from '../../src/domain/plan/plan-entries';
import { once } from '../command/acts';
import { edit, flushed } from './draft-queue';
import { emptyItem, nodeFor } from './form/form-model';
import { openFile, showChanges } from './plan-acts';
import { changeOpen, showPlan, usePlan } from './plan-state';

/** Begins a person or a channel in the draft of plan.yaml, and opens it. */
export const newEntry = (part: EntryPart, id: string) =>
  once('plan-entry', async () => {
    await openFile('plan.yaml', [part]);
    const { open } = usePlan.getState();
    if (open?.file !== 'plan.yaml') return;
    const list = plainAt(open.value ?? undefined, [part]);
    const index = isList(list) ? list.length : 0;
    const begun = emptyItem(nodeFor(open.schema?.properties?.[part]?.items ?? {}, {}));
    const value = { ...(isGroup(begun) ? begun : {}), id };
    await edit([{ op: 'add', path: [part], value }]);
    showPlan({ part: [part, index], view: 'form', step: 'edit' });
  });

/** Takes an entry out of the draft and shows what that changes, and who still names it. */
export const deleteEntry = (path: EditPath, name: string) =>
  once('plan-entry', async () => {
    await flushed();
    const before = usePlan.getState().open?.text;
    await edit([{ op: 'remove', path }]);
    const { open } = usePlan.getState();
    // What cannot be taken out by a form is said above the form.
    if (!open || before === undefined || open.text === before) return;
    showPlan({ part: path.slice(0, -1), deleted: { name, text: before } });
    await showChanges();
  });

/** The draft as it was before the last entry was deleted. */
export function putBack(): void {
  const { deleted } = usePlan.getState();
  if (!deleted) return;
  changeOpen({ text: deleted.text });
  showPlan({ step: 'edit', deleted: null });
  void edit([]);
}
