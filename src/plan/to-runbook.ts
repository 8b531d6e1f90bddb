import type { Runbook, Step } from '../domain/run/runbook';
import type { RunbookFile } from './schema/runbook-file';

/**
 * A runbook file in the words of the domain. What a step does is its `verify` or its `command`;
 * that it has exactly one of them is checked elsewhere.
 */
export function toRunbook(file: RunbookFile): Runbook {
  return {
    id: file.id,
    name: file.name,
    owner: file.owner,
    irreversible: file.irreversible,
    steps: file.steps.map(toStep),
    waves: { canary: file.waves.canary, size: file.waves.size, maxInFlight: file.waves.max_in_flight },
    budgets: file.budget,
  };
}

function toStep(step: RunbookFile['steps'][number]): Step {
  const kind = step.verify === undefined ? 'command' : 'verify';
  return {
    id: step.id,
    kind,
    command: step.verify ?? step.command ?? '',
    timeoutMs: step.timeout,
    // Whoever says nothing about a command gets the answer that never repeats it after a crash.
    idempotent: step.idempotent ?? kind === 'verify',
    okExitCodes: step.ok_exit_codes,
    ...(step.expect === undefined ? {} : { expect: step.expect }),
  };
}
