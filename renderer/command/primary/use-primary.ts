import { useMemo } from 'react';
import { openIncidentOf } from '../../../src/domain/incident/lookup';
import type { Plan } from '../../../src/domain/plan/plan';
import { type PrimaryAction, primaryAction, type RunPreview } from '../../../src/domain/views/primary-action';
import type { World } from '../../../src/domain/world';
import { useScreen } from '../../screen';
import { useConsole } from '../../store';
import { useFocus } from '../focus';

/**
 * The primary action with the retry that a person asked for. A retry never hides a run that goes on,
 * and it ends with the incident or the plan it was resolved for.
 */
export function withRetry(
  action: PrimaryAction,
  plan: Plan,
  world: World,
  retry: RunPreview | null,
): PrimaryAction {
  if (!retry || ['sign-in', 'stop', 'stopping', 'take-command'].includes(action.kind)) return action;
  if (retry.manifest.planDigest !== plan.digest) return action;
  if (openIncidentOf(world, retry.service)?.id !== retry.incident) return action;
  return retry.authority.granted
    ? { kind: 'run', approval: null, preview: retry }
    : { kind: 'not-allowed', preview: retry, because: retry.authority.because };
}

/** The one next act of this screen; null while there is no plan. */
export function usePrimary(): PrimaryAction | null {
  const { service } = useFocus();
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.world);
  const preview = useConsole((state) => (service ? (state.live.previews[service.id] ?? null) : null));
  const retry = useScreen((state) => state.retry);
  return useMemo(() => {
    if (!plan) return null;
    const focused = retry && retry.service === service?.id ? retry : null;
    return withRetry(primaryAction(plan, world, service?.id ?? null, preview), plan, world, focused);
  }, [plan, world, service, preview, retry]);
}
