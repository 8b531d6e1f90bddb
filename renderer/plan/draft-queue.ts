import { isSame, type PlanEdit } from '../../src/domain/plan/plan-edit';
import { call } from '../api';
import { changeOpen, usePlan } from './plan-state';

/** Typing rests this long before the core looks at it, and keeps it. */
const restMs = 250;
/** Checking the whole plan rests longer where it is slow. */
const wholeRestMs = 900;
const quickMs = 150;

let last: Promise<unknown> = Promise.resolve();
let timer: ReturnType<typeof setTimeout> | undefined;
let wholeTimer: ReturnType<typeof setTimeout> | undefined;
let wholeTookMs = 0;
const unsent = new Map<string, () => void>();

/** Puts what somebody typed in the YAML view in the draft. */
export function typed(text: string): void {
  changeOpen({ text });
  stopTimer();
  timer = setTimeout(() => void look([]), restMs);
}

/** Makes changes of a form in the draft, after those before. */
export const edit = (edits: readonly PlanEdit[]): Promise<void> => look(edits);

/** A field that holds what it has not given away yet; `give` does. */
export function holds(field: string, give: (() => void) | null): void {
  if (give) unsent.set(field, give);
  else unsent.delete(field);
}

/** A field goes away: what it still holds is given. */
export function giveHeld(field: string): void {
  unsent.get(field)?.();
  unsent.delete(field);
}

/** Everything that was typed is in the draft, and kept. */
export async function flushed(): Promise<void> {
  for (const give of [...unsent.values()]) give();
  if (timer !== undefined) void look([]);
  await last;
}

/** The same, and the draft was checked with the whole plan. */
export async function settled(): Promise<void> {
  await flushed();
  await look([], true);
}

/** Forgets what has not been looked at; for another file. */
export function forgetTyping(): void {
  stopTimer();
  clearTimeout(wholeTimer);
  unsent.clear();
}

function stopTimer(): void {
  clearTimeout(timer);
  timer = undefined;
}

function look(edits: readonly PlanEdit[], wantsWhole = false): Promise<void> {
  stopTimer();
  const file = usePlan.getState().open?.file;
  const turn = last.then(() => ask(file, edits, wantsWhole || wholeTookMs < quickMs));
  last = turn.catch(() => {});
  return turn;
}

async function ask(wanted: string | undefined, edits: readonly PlanEdit[], whole: boolean): Promise<void> {
  const { open } = usePlan.getState();
  // An edit belongs to the file that was open when it was made.
  if (!open || open.file !== wanted) return;
  const { file, base, text } = open;
  const began = performance.now();
  const input = { file, from: base?.digest ?? null, base: base?.text ?? '', text, whole };
  const answer = await call('plan.previewEdit', { ...input, edits: [...edits] as never });
  if (whole) wholeTookMs = performance.now() - began;
  const now = usePlan.getState().open;
  // What was typed meanwhile is newer than the answer.
  if (!answer || now?.file !== file || now.text !== text) return;
  const { elsewhere, ...said } = answer;
  // What says the same is the same, so that nothing is drawn anew for it.
  const problems = isSame(said.problems as never, now.problems as never) ? now.problems : said.problems;
  const value = said.value !== null && isSame(said.value, now.value ?? undefined) ? now.value : said.value;
  changeOpen({ ...said, problems, value, elsewhere: elsewhere ?? now.elsewhere });
  clearTimeout(wholeTimer);
  if (!whole) wholeTimer = setTimeout(() => void look([], true), wholeRestMs);
}
