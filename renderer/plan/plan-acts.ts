import type { EditPath } from '../../src/domain/plan/plan-edit';
import type { OpenedFile } from '../../src/ipc/plan-editing';
import { call } from '../api';
import { once } from '../command/acts';
import { focusPrimary } from '../command/focus-primary';
import { say, show } from '../screen';
import { asNoun } from '../ui/numbers';
import { countChanges } from './changes';
import { edit, flushed, forgetTyping, settled } from './draft-queue';
import { changeOpen, isChanged, type OpenFile, resetPlan, showPlan, usePlan } from './plan-state';

/** Shows the plan where the next act stood; the bar and the situation stay. */
export function enterPlan(): void {
  show({ place: 'plan', form: null, endpointOpen: false });
  void refresh();
  if (!usePlan.getState().open) void openFile('plan.yaml');
}

/** Back to the command screen. What was not saved stays as a draft. */
export function leavePlan(): void {
  void flushed().then(() => {
    const { open } = usePlan.getState();
    if (!open || !isChanged(open)) return;
    const words = `Your draft of ${open.file} is kept. Nothing of it is in force until it is saved.`;
    say({ tone: 'hint', lines: [words] });
  });
  show({ place: 'command' });
  setTimeout(focusPrimary, 0);
}

let wanted = 0;

/** Opens a file, or the draft that was kept of it. @param part what of plan.yaml the form is about */
export async function openFile(file: string, part: EditPath | null = null): Promise<void> {
  const { open, step } = usePlan.getState();
  wanted += 1;
  const mine = wanted;
  if (open?.file === file) return showPlan(step === 'conflict' ? { part } : { part, step: 'edit' });
  if (open) await flushed();
  const opened = await call('plan.read', { file });
  // Somebody has gone on to another one meanwhile.
  if (!opened || mine !== wanted) return;
  forgetTyping();
  showPlan({ part, step: 'edit', led: null, deleted: null, ...stateOf(opened) });
  void refresh();
  // What a draft breaks together with other files is not known by reading it.
  if (opened.base && opened.base.text !== opened.text) void edit([]);
}

/** Opens a file as text, at a line. */
export async function openLine(file: string, line: number): Promise<void> {
  await openFile(file);
  const { open, step } = usePlan.getState();
  if (open?.file === file && step !== 'conflict') showPlan({ view: 'yaml', led: { line } });
}

/** Opens the editor at a mistake, from wherever it is shown. */
export function enterPlanAt(file: string, line: number): void {
  show({ place: 'plan', form: null, endpointOpen: false });
  void refresh();
  void openLine(file, line);
}

/** Reads what there is again; called whenever the folder changed. */
export async function refresh(): Promise<void> {
  const files = await call('plan.files', {});
  if (files) showPlan({ files });
}

/** The folder changed: what is open follows, unless somebody has a draft of it. Then they are told at once. */
export async function followFolder(): Promise<void> {
  await refresh();
  const { open } = usePlan.getState();
  if (!open) return;
  const opened = await call('plan.read', { file: open.file });
  const now = usePlan.getState().open;
  if (!opened || now?.file !== open.file) return;
  if (now.base?.digest === opened.onDisk?.digest) {
    // What is wrong with it may have been mended in another file.
    if (now.base) void edit([]);
  } else if (!isChanged(now) || opened.onDisk?.text === now.text) {
    showPlan(stateOf({ ...opened, base: opened.onDisk }));
    void edit([]);
  } else showPlan({ step: 'conflict', theirs: opened.onDisk });
}

/** Shows what the draft changes, checked with the whole plan. */
export const showChanges = () =>
  once('plan-changes', async () => {
    await settled();
    const { open, step } = usePlan.getState();
    if (!open || step === 'conflict') return;
    if (!isChanged(open)) say({ tone: 'hint', lines: [`${open.file} has no changes to save.`] });
    else showPlan({ step: 'changes' });
  });

/** Writes the draft into the plan folder. */
export const savePlan = () =>
  once('plan-save', async () => {
    await settled();
    const { open } = usePlan.getState();
    if (!open || !isChanged(open)) return;
    const { file, base, text } = open;
    const saved = await call('plan.save', { file, from: base?.digest ?? null, text });
    if (!saved) return;
    if (saved.state === 'conflict') return showPlan({ step: 'conflict', theirs: saved.theirs });
    if (saved.state === 'refused') {
      changeOpen({ elsewhere: saved.problems.filter((each) => each.file !== file) });
      return say({
        tone: 'refused',
        lines: [`${file} is not saved: ${asNoun(saved.problems.length, 'mistake')}.`],
      });
    }
    const many = asNoun(countChanges(base?.text ?? '', text), 'change');
    showPlan({ step: 'edit', deleted: null });
    changeOpen({ base: saved.version });
    say({ tone: 'done', lines: [`${many} saved to ${file}.`] });
    void refresh();
  });

/** Gives the draft up and shows what is in the folder. */
export const dropDraft = () =>
  once('plan-drop', async () => {
    const { open } = usePlan.getState();
    if (!open) return;
    forgetTyping();
    await call('plan.dropDraft', { file: open.file });
    const opened = await call('plan.read', { file: open.file });
    if (opened) showPlan({ step: 'edit', theirs: null, deleted: null, ...stateOf(opened) });
    void refresh();
  });

/** Goes on with a text on top of their version. */
export function goOnWith(text: string): void {
  const { theirs } = usePlan.getState();
  changeOpen({ base: theirs, text });
  showPlan({ step: 'edit', theirs: null });
  void edit([]);
}

/** The console works on another plan: what is open here is none of it. Drafts stay with their folder. */
export function forgetPlan(): void {
  forgetTyping();
  wanted += 1;
  resetPlan();
}

function stateOf(opened: OpenedFile) {
  const { file, schema, base, onDisk, text, value, problems } = opened;
  const open: OpenFile = { file, schema, base, text, value, problems, elsewhere: [], because: null };
  // A draft that was kept while somebody else changed the file.
  const isLate = base?.digest !== onDisk?.digest;
  return isLate ? { open, step: 'conflict' as const, theirs: onDisk } : { open };
}
