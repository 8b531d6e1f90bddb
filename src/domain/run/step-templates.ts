import type { Step } from './runbook';
import { isOnEndpoints } from './stages';

type Fields = Pick<Step, 'kind' | 'command' | 'args' | 'copy' | 'rollback'>;

/** Every template of a step that is filled in on each endpoint. A script's own text is none. */
export function templatesOf({ kind, command, args, copy, rollback }: Fields): readonly string[] {
  if (!isOnEndpoints({ kind })) return [];
  // Of a playbook the command is words for a person; what it is filled in with is ansible's affair.
  if (kind === 'ansible') return rollback === undefined ? [] : [rollback];
  return [
    ...(kind === 'copy' ? [copy?.to ?? ''] : [command]),
    ...(args ?? []),
    ...(rollback === undefined ? [] : [rollback]),
  ];
}

type Told = Pick<Step, 'kind' | 'command' | 'script' | 'args' | 'become' | 'rollback' | 'irreversible'>;

/** What a step sends, for a person to read, and what undoes it. */
export function stepText(step: Told): string {
  const words = [step.command, ...(step.args ?? [])].join(' ');
  const sent = step.script === undefined ? words : `${words}\n${step.script}`;
  const deed = step.become === undefined ? sent : `as ${step.become.user}: ${sent}`;
  if (step.irreversible) return `${deed}\n(nothing undoes it)`;
  return step.rollback === undefined ? deed : `${deed}\n(undone by: ${step.rollback})`;
}
