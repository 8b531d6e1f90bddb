import { type PlanProblem, planError, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { durationMs, spellDuration } from '../schema/duration';
import type { PlanFile } from '../schema/plan-file';
import type { ServiceFile } from '../schema/service-file';
import { checkAudiences } from './check-audiences';
import { checkAuthority } from './check-authority';
import { checkAutomation } from './check-automation';
import { checkEscalation } from './check-escalation';
import { checkHearing } from './check-hearing';
import { checkProbes } from './check-looks';
import { repeatedIds, stemProblem } from './ids';

/** What one service file must be beyond its shape. Of other files it looks at plan.yaml, when that is readable. */
export function checkService(
  part: PlanPart<ServiceFile>,
  plan: PlanFile | null,
  options: {
    readonly checkSelector?: ((text: string) => string | null) | undefined;
    readonly nowMs?: number | undefined;
  },
): readonly PlanProblem[] {
  const { value } = part;
  if (value === null) return [];
  return [
    ...stemProblem(part, value.id),
    ...checkObjectives(part, value),
    ...checkImpact(part, value),
    ...repeatedIds(
      part,
      ['strategies'],
      value.strategies.map(({ id }) => id),
    ),
    ...checkSelector(part, 'endpoints', 'role=workstation & site!=lab', options),
    ...checkSelector(part, 'alerts', 'service=sign-in & env!=test', options),
    ...checkProbes(part),
    ...checkAuthority(part, plan, options.nowMs),
    ...checkEscalation(part),
    ...checkHearing(part, plan),
    ...checkAutomation(part),
    ...checkAudiences(part, plan),
    ...checkCare(part, value),
  ];
}

function checkSelector(
  { file, locate, value }: PlanPart<ServiceFile>,
  field: 'endpoints' | 'alerts',
  right: string,
  options: { readonly checkSelector?: ((text: string) => string | null) | undefined },
): readonly PlanProblem[] {
  const text = value?.[field];
  const wrong = text === undefined ? null : (options.checkSelector?.(text) ?? null);
  if (wrong === null) return [];
  const message = `${field} cannot be understood: ${wrong}`;
  return [planError(file, locate([field]), 'invalid-selector', message, `Write for example ${right}.`)];
}

function checkObjectives(
  { file, locate }: PlanPart<ServiceFile>,
  value: ServiceFile,
): readonly PlanProblem[] {
  const { rto, wrt = 0, mtpd } = value.objectives;
  if (rto >= mtpd) {
    const message = `objectives.rto (${spellDuration(rto)}) is not shorter than mtpd (${spellDuration(mtpd)}).`;
    const fix = 'Aim to be back before the disruption becomes intolerable: lower rto or raise mtpd.';
    return [planError(file, locate(['objectives', 'rto']), 'rto-not-below-mtpd', message, fix)];
  }
  if (rto + wrt <= mtpd) return [];
  const sum = `objectives.rto + wrt (${spellDuration(rto)} + ${spellDuration(wrt)})`;
  const message = `${sum} is longer than mtpd (${spellDuration(mtpd)}).`;
  const fix = 'Restoring and catching up must both fit: lower rto or wrt, or raise mtpd.';
  return [planError(file, locate(['objectives', 'wrt']), 'rto-wrt-above-mtpd', message, fix)];
}

function checkImpact({ file, locate }: PlanPart<ServiceFile>, value: ServiceFile): readonly PlanProblem[] {
  const points = Object.entries(value.impact)
    .map(([after, { revenue }]) => ({ after, ms: durationMs(after) ?? 0, revenue }))
    .sort((a, b) => a.ms - b.ms);
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    if (!before) return [];
    if (before.ms === point.ms) {
      const message = `impact.${point.after} and impact.${before.after} are the same time.`;
      return [
        planError(file, locate(['impact', point.after], 'name'), 'duplicate-impact', message, 'Keep one.'),
      ];
    }
    if (before.revenue <= point.revenue) return [];
    const message = `impact.${point.after}.revenue (${point.revenue}) is less than at ${before.after} (${before.revenue}).`;
    const at = locate(['impact', point.after, 'revenue']);
    return [
      planWarning(
        file,
        at,
        'impact-falls',
        message,
        'Give all the money lost by then, not since the line before.',
      ),
    ];
  });
}

function checkCare({ file, locate }: PlanPart<ServiceFile>, value: ServiceFile): readonly PlanProblem[] {
  const at = locate(['name'], 'name');
  const unwatched = `Nothing watches ${value.name}: its state will not be known.`;
  const unrestored = `No runbook restores ${value.name}: there will be nothing to offer.`;
  return [
    ...(value.probes.length > 0
      ? []
      : [planWarning(file, at, 'no-probe', unwatched, 'Add a probe under "probes:".')]),
    ...(value.restore !== undefined
      ? []
      : [
          planWarning(
            file,
            at,
            'no-restore',
            unrestored,
            'Name one, for example "restore: restart-auth-agent".',
          ),
        ]),
  ];
}
