import { realpath } from 'node:fs/promises';
import { editPlanFile, requirePlanEditor } from '../domain/plan/edit-command';
import { AppError } from '../errors';
import type { InputOf } from '../ipc/contract';
import type { EditedText, OpenedFile, SavedPlanFile } from '../ipc/plan-editing';
import { inTheWay } from '../plan/edit/check-draft';
import { planFileOf, schemaOf } from '../plan/edit/plan-file';
import { readPlanFile, savePlanFile } from '../plan/edit/plan-file-on-disk';
import type { CallParts, Handlers } from './handlers';

type PlanCall = 'plan.files' | 'plan.read' | 'plan.previewEdit' | 'plan.save' | 'plan.dropDraft';

/** The calls that read and change the files of the plan folder. */
export function planCalls({ core, deciding }: CallParts): Pick<Handlers, PlanCall> {
  const { plans, reader, drafts, clock } = core;
  const rootOf = async (): Promise<string> => {
    const folder = plans.path();
    if (folder === null) throw new AppError('refused', 'No plan is open. Open a plan folder first.');
    // A draft belongs to the folder itself, whatever link leads to it.
    return realpath(folder).catch(() => folder);
  };
  const read = async (file: string): Promise<OpenedFile> => {
    const kind = planFileOf(file);
    const root = await rootOf();
    const onDisk = await readPlanFile(root, file);
    const draft = await drafts.read(root, file);
    const text = draft?.text ?? onDisk?.text ?? kind.begin(kind.stem);
    const base = draft ? draft.base : onDisk;
    return { file, schema: schemaOf(kind), onDisk, base, text, ...(await reader.checkFile(file, text)) };
  };
  const previewEdit = async (input: InputOf<'plan.previewEdit'>): Promise<EditedText> => {
    const { file, from, base } = input;
    const root = await rootOf();
    // What was typed is kept before anything else is asked of it.
    const isTyped = input.edits.length === 0;
    const { text, because } = isTyped
      ? { text: input.text, because: null }
      : await reader.editFile(file, input.text, input.edits);
    if (from !== null && text === base) await drafts.drop(root, file);
    else await drafts.keep({ root, file, base: from === null ? null : { digest: from, text: base }, text });
    const alone = await reader.checkFile(file, text);
    if (!input.whole) return { text, because, ...alone, elsewhere: null };
    const { own, others } = await reader.checkWithDraft(root, file, text, clock.now());
    const elsewhere = inTheWay({ own: [], others }, plans.status().problems);
    return { text, because, value: alone.value, problems: own, elsewhere };
  };
  const save = async ({ file, from, text }: InputOf<'plan.save'>): Promise<SavedPlanFile> => {
    const root = await rootOf();
    // Before anything is written: whoever may not change the plan changes nothing.
    deciding.commit((now) => {
      requirePlanEditor(now);
      return [];
    });
    const checked = await reader.checkWithDraft(root, file, text, clock.now());
    const problems = inTheWay(checked, plans.status().problems);
    if (problems.length > 0) return { state: 'refused', problems };
    const saved = await savePlanFile(root, file, from, text);
    if (saved.state === 'conflict') return saved;
    deciding.commit((now) => editPlanFile(now, { file, from, to: saved.digest }));
    await drafts.drop(root, file);
    return { state: 'saved', version: { digest: saved.digest, text } };
  };
  return {
    'plan.files': async () => {
      const root = await rootOf();
      const { problems, findings = [] } = plans.status();
      return reader.listFiles(root, [...problems, ...findings], await drafts.list(root));
    },
    'plan.read': ({ file }) => read(file),
    'plan.previewEdit': previewEdit,
    'plan.save': save,
    'plan.dropDraft': async ({ file }) => {
      planFileOf(file);
      await drafts.drop(await rootOf(), file);
      return null;
    },
  };
}
