import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { RunbookFile } from '../schema/runbook-file';

/**
 * Playbooks need a program of this machine. A warning, because a plan is also read on machines that never run it.
 * @param whyNot why it cannot be used here, or null
 */
export async function checkAnsible(
  parts: readonly PlanPart<RunbookFile>[],
  whyNot: (() => Promise<string | null>) | undefined,
): Promise<readonly PlanProblem[]> {
  const played = parts.flatMap((part) =>
    (part.value?.steps ?? []).flatMap(({ ansible }, index) =>
      ansible === undefined ? [] : [{ part, index }],
    ),
  );
  const because = played.length > 0 ? await whyNot?.() : null;
  if (because === null || because === undefined) return [];
  return played.map(({ part, index }) => {
    const at = part.locate(['steps', index, 'ansible'], 'name');
    const message = `${because}: a run with this step would be halted before anything is sent.`;
    return planWarning(
      part.file,
      at,
      'no-ansible',
      message,
      'Install ansible-core on the machine of this console.',
    );
  });
}
