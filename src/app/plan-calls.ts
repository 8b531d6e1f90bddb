import { realpath } from 'node:fs/promises';
import {
  editPlanFile,
  type PlanFileEdit,
  preparePlanFile,
  requirePlanEditor,
} from '../domain/plan/edit-command';
import { onRecord } from '../domain/proof/on-record';
import { AppError } from '../errors';
import type { InputOf } from '../ipc/contract';
import type { DraftMistake, EditedText, OpenedFile, SavedPlanFile } from '../ipc/plan-editing';
import { onceEach } from '../plan/edit/carry-over';
import { type CheckedDraft, inTheWay } from '../plan/edit/check-draft';
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
  /** What the last reading of the plan found in a file. */
  const foundIn = (file: string) => {
    const { problems, findings = [] } = plans.status();
    return [...problems, ...findings].filter((each) => each.file === file);
  };
  const check = async (file: string, before: string | null, text: string): Promise<CheckedDraft> => {
    const known = before === null ? undefined : { text: before, found: foundIn(file) };
    const { value, problems } = await reader.checkFile(file, text, known);
    return { value, problems: onceEach(problems) };
  };
  /** What puts a change on record; refuses whoever may not change the plan, before anything is written. */
  const editor = (): ((edit: PlanFileEdit) => void) => {
    if (plans.status().plan === null)
      return (edit) => void core.ledger.commit((_, at) => preparePlanFile({ at }, edit));
    deciding.commit((now) => {
      requirePlanEditor(now);
      return [];
    });
    return (edit) => void deciding.commit((now) => editPlanFile(now, edit));
  };
  const read = async (file: string): Promise<OpenedFile> => {
    const kind = planFileOf(file);
    const root = await rootOf();
    const onDisk = await readPlanFile(root, file);
    const draft = await drafts.read(root, file);
    const text = draft?.text ?? onDisk?.text ?? kind.begin(kind.stem);
    const base = draft ? draft.base : onDisk;
    return {
      file,
      schema: schemaOf(kind),
      onDisk,
      base,
      text,
      ...(await check(file, onDisk?.text ?? null, text)),
    };
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
    const alone = await check(file, from === null ? null : base, text);
    // A scenario is read by people only: it is neither right nor wrong, and breaks nothing elsewhere.
    if (planFileOf(file).part === null) return { text, because, ...alone, elsewhere: [] };
    if (!input.whole) return { text, because, ...alone, elsewhere: null };
    const facts = { nowMs: clock.now(), ...onRecord(core.ledger.world()) };
    const { own, others, lacks } = await reader.checkWithDraft(root, file, text, facts.nowMs, facts);
    const elsewhere = inTheWay({ own: [], others }, plans.status().problems);
    const problems: readonly DraftMistake[] = onceEach([
      ...own,
      ...(lacks ?? alone.problems.filter(({ severity }) => severity !== 'error')),
    ]);
    return { text, because, value: alone.value, problems, elsewhere };
  };
  /** Where no plan is in force, a save breaks none: a folder is mended one mistake after the other. */
  const mistakesInTheWay = async (root: string, file: string, text: string) => {
    if (plans.status().plan === null || planFileOf(file).part === null) return [];
    const checked = await reader.checkWithDraft(root, file, text, clock.now());
    return inTheWay(checked, plans.status().problems);
  };
  const save = async ({ file, from, text }: InputOf<'plan.save'>): Promise<SavedPlanFile> => {
    const root = await rootOf();
    const record = editor();
    const problems = await mistakesInTheWay(root, file, text);
    if (problems.length > 0) return { state: 'refused', problems };
    const saved = await savePlanFile(root, file, from, text);
    if (saved.state === 'conflict') return saved;
    record({ file, from, to: saved.digest });
    await drafts.drop(root, file);
    return { state: 'saved', version: { digest: saved.digest, text } };
  };
  return {
    'plan.files': async () => {
      const root = await rootOf();
      const { problems, findings = [] } = plans.status();
      const planDraft = await drafts.read(root, 'plan.yaml');
      const drafted = await drafts.list(root);
      return reader.listFiles(root, [...problems, ...findings], drafted, planDraft?.text);
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
