import type { Become } from '../domain/run/become';
import { type Playbook, playbookWords } from '../domain/run/playbook';
import type { Step } from '../domain/run/runbook';
import type { StepFile } from './schema/step';
import type { StepFiles } from './step-files';
import { toConsoleStep } from './to-console-step';

/** What a step does on an endpoint, in the words of the domain. That it is exactly one thing is checked elsewhere. */
export function toStep(step: StepFile, files: StepFiles): Step {
  return { ...deedOf(step, files), ...common(step) };
}

type Deed = Pick<
  Step,
  | 'kind'
  | 'command'
  | 'timeoutMs'
  | 'idempotent'
  | 'script'
  | 'args'
  | 'copy'
  | 'ansible'
  | 'everyMs'
  | 'receipt'
>;

function deedOf(step: StepFile, files: StepFiles): Deed {
  const once = toConsoleStep(step, files);
  return once ?? onEndpoints(step, files);
}

function onEndpoints(step: StepFile, files: StepFiles): Deed {
  const timeoutMs = step.timeout ?? 30_000;
  // Whoever says nothing about a command gets the answer that never repeats it after a crash.
  const idempotent = step.idempotent ?? false;
  // What is said when another user is become has to be heard at once, and a receipt would hold it back.
  const keeps = (step.receipt ?? !idempotent) && becomeOf(step.become) === undefined;
  const once = { timeoutMs, idempotent, ...(keeps ? { receipt: true } : {}) };
  const again = { timeoutMs, idempotent: step.idempotent ?? true };
  if (step.verify !== undefined) return { kind: 'verify', command: step.verify, ...again };
  if (step.wait_until !== undefined) {
    const waiting = { timeoutMs: step.timeout ?? 300_000, everyMs: step.every ?? 5_000 };
    return { kind: 'wait-until', command: step.wait_until, ...again, ...waiting };
  }
  const script = step.script ?? files.scripts.get(step.script_file ?? '');
  if (script !== undefined) {
    const args = step.args === undefined ? {} : { args: step.args };
    return { kind: 'script', command: step.interpreter ?? 'sh -s', script, ...args, ...once };
  }
  if (step.copy !== undefined) return { kind: 'copy', ...copyOf(step, step.copy, files), ...again };
  if (step.ansible !== undefined) {
    const playbook = playbookOf(step.ansible, files);
    const played = { timeoutMs: step.timeout ?? 600_000, idempotent };
    return { kind: 'ansible', command: playbookWords(playbook), ansible: playbook, ...played };
  }
  return { kind: 'command', command: step.command ?? '', ...once };
}

function copyOf(step: StepFile, from: string, files: StepFiles): Pick<Step, 'command' | 'copy'> {
  const to = step.to ?? '';
  const mode = (step.mode ?? '0644').padStart(4, '0');
  const { sha256 = '', bytes } = files.copies.get(from) ?? {};
  const size = bytes?.length ?? 0;
  const words = `copy ${from} to ${to} (${size} bytes, mode ${mode}, SHA-256 ${sha256})`;
  return { command: words, copy: { from, to, mode, sha256, bytes: size } };
}

function playbookOf(step: NonNullable<StepFile['ansible']>, files: StepFiles): Playbook {
  const { playbook, extra_vars: extraVars, forks, check, allow } = step;
  const folder = files.playbooks.get(playbook);
  return {
    ...{ playbook, sha256: folder?.sha256 ?? '', files: folder?.files.size ?? 0, bytes: folder?.size ?? 0 },
    ...(extraVars === undefined ? {} : { extraVars }),
    ...(forks === undefined ? {} : { forks }),
    ...(check === undefined ? {} : { check }),
    ...(allow?.includes('control-node') ? { controlNode: true } : {}),
  };
}

function common(step: StepFile): Pick<Step, 'id' | 'okExitCodes'> & Partial<Step> {
  const become = becomeOf(step.become);
  return {
    id: step.id,
    okExitCodes: step.ok_exit_codes ?? [0],
    ...(step.expect === undefined ? {} : { expect: step.expect }),
    ...(step.refuse === undefined ? {} : { refuse: step.refuse }),
    ...(become === undefined ? {} : { become }),
    ...(step.rollback === undefined ? {} : { rollback: step.rollback }),
    ...(step.irreversible === undefined ? {} : { irreversible: step.irreversible }),
  };
}

function becomeOf(become: StepFile['become']): Become | undefined {
  if (become === undefined || become === false) return undefined;
  return become === true ? { user: 'root', method: 'sudo' } : become;
}
