import type { Plan } from '../../src/domain/plan/plan';
import { type Parameter, readValue } from '../../src/domain/run/parameters';
import type { RunPreview } from '../../src/domain/views/primary-action';
import { attempt, type Refusal } from '../api';
import { say, show, useScreen } from '../screen';
import { once } from './acts';

/** Values as a person writes them, by the id of their parameter. */
export type Typed = Readonly<Record<string, string>>;

/** What is wrong with what was typed, by the id of the parameter. */
export type Faults = Readonly<Record<string, string>>;

/** What can be said without the core: everything but a pattern of the plan, which only the core may try. */
export function faultsIn(parameters: readonly Parameter[], typed: Typed): Faults {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const { pattern: _pattern, ...plain } = parameter;
      const read = readValue(plain, typed[parameter.id] ?? '');
      return 'because' in read ? [[parameter.id, `${parameter.id} ${read.because}.`]] : [];
    }),
  );
}

/** Shows what would run with these values. The result says what is wrong with them; empty = it is on the screen. */
export const takeValues = (preview: RunPreview, plan: Plan, typed: Typed) =>
  once('values', async (): Promise<Faults> => {
    const { runbook, follows } = preview.manifest;
    const answer = follows
      ? await attempt('run.previewPassed', { run: follows.run, runbook, values: typed })
      : await attempt('run.preview', { incident: preview.incident, values: typed });
    if (!answer.ok) return faultFrom(answer.error, Object.keys(typed));
    if (follows) show({ retry: answer.value, form: null });
    else show({ chosen: { preview: answer.value, typed, planDigest: plan.digest }, form: null });
    return {};
  });

/** The core names the parameter first; what names none is said where everything is said. */
function faultFrom({ code, message }: Refusal, ids: readonly string[]): Faults {
  const id = code === 'invalid-input' ? ids.find((each) => message.startsWith(`${each} `)) : undefined;
  if (id !== undefined) return { [id]: message };
  say({ tone: code === 'refused' || code === 'conflict' ? 'refused' : 'failed', lines: [message] });
  return { '': message };
}

/** Resolves what was chosen anew, because what it would touch or who may run it has changed. */
export async function refreshChosen(): Promise<void> {
  const { chosen } = useScreen.getState();
  if (!chosen) return;
  const { incident } = chosen.preview;
  const answer = await attempt('run.preview', { incident, values: chosen.typed });
  // Somebody may have chosen something else meanwhile.
  if (useScreen.getState().chosen !== chosen) return;
  if (answer.ok) show({ chosen: { ...chosen, preview: answer.value } });
  else {
    show({ chosen: null });
    say({ tone: 'refused', lines: [`Back to the default values: ${answer.error.message}`] });
  }
}

/** Back to what the plan says. */
export const takeDefaults = () => show({ chosen: null });
