import { openIncidentOf } from '../../../src/domain/incident/lookup';
import type { Plan } from '../../../src/domain/plan/plan';
import { type PrimaryAction, primaryAction, type RunPreview } from '../../../src/domain/views/primary-action';
import type { World } from '../../../src/domain/world';
import type { ScreenState } from '../../screen';
import type { ConsoleState } from '../../store';
import { focusOn } from '../focus';

/** What a retry never hides: an act that is under way, that somebody was asked for, or that comes first. */
const comesFirst: readonly PrimaryAction['kind'][] = [
  'sign-in',
  'veto',
  'approve',
  'stop',
  'ask',
  'stopping',
  'take-command',
];

/**
 * The primary action with the retry that a person asked for. A retry ends with the incident or the plan it
 * was resolved for.
 */
export function withRetry(
  action: PrimaryAction,
  plan: Plan,
  world: World,
  retry: RunPreview | null,
): PrimaryAction {
  if (!retry || comesFirst.includes(action.kind)) return action;
  if (action.kind === 'run' && action.approval !== null) return action;
  if (retry.manifest.planDigest !== plan.digest) return action;
  if (openIncidentOf(world, retry.service)?.id !== retry.incident) return action;
  const { authority } = retry;
  if (authority.granted) return { kind: 'run', approval: null, preview: retry };
  const { because, remedy } = authority;
  return remedy.by === 'second-person'
    ? { kind: 'ask-approval', preview: retry, approvers: remedy.approvers, because }
    : { kind: 'not-allowed', preview: retry, because, mayBreakGlass: remedy.by === 'break-glass' };
}

/** What a person gave values for, in place of the defaults, as long as it is about the same incident and plan. */
function withChosen(plan: Plan, latest: RunPreview | null, chosen: ScreenState['chosen']): RunPreview | null {
  if (!latest || chosen?.planDigest !== plan.digest) return latest;
  return chosen.preview.incident === latest.incident ? chosen.preview : latest;
}

/** The one next act for the service in focus of this window. */
export function currentPrimary(
  plan: Plan,
  { world, live }: Pick<ConsoleState, 'world' | 'live'>,
  { chosenService, retry, chosen }: Pick<ScreenState, 'chosenService' | 'retry' | 'chosen'>,
): PrimaryAction {
  const service = focusOn(plan, world, chosenService).service?.id ?? null;
  const latest = service === null ? null : (live.previews[service] ?? null);
  const action = primaryAction(plan, world, service, withChosen(plan, latest, chosen));
  const focused = retry && retry.service === service ? retry : null;
  return withRetry(action, plan, world, focused);
}
