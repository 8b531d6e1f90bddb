import { type PlanProblem, planError, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { durationMs, spellDuration } from '../schema/duration';
import type { ServiceFile } from '../schema/service-file';
import { envelopeId } from '../to-service';
import { repeatedIds, stemProblem } from './ids';

/** What one service file must be beyond its shape, without looking at other files. */
export function checkService(
  part: PlanPart<ServiceFile>,
  options: {
    readonly checkSelector?: ((text: string) => string | null) | undefined;
    readonly nowMs?: number | undefined;
  },
): readonly PlanProblem[] {
  const { file, locate, value } = part;
  if (value === null) return [];
  const { envelopes } = value.authority;
  const badSelector = options.checkSelector?.(value.endpoints) ?? null;
  return [
    ...stemProblem(part, value.id),
    ...repeatedIds(
      part,
      ['probes'],
      value.probes.map(({ id }) => id),
    ),
    ...repeatedIds(
      part,
      ['authority', 'envelopes'],
      envelopes.map((envelope) => envelopeId(value, envelope)),
    ),
    ...checkObjectives(part, value),
    ...checkImpact(part, value),
    ...value.probes.flatMap((probe, index) => {
      if (probe.degraded <= probe.down) return [];
      const message = `probes.${probe.id}.degraded (${percent(probe.degraded)}) is above down (${percent(probe.down)}).`;
      const fix = 'A service is degraded before it is down: lower degraded or raise down.';
      return [planError(file, locate(['probes', index, 'degraded']), 'degraded-above-down', message, fix)];
    }),
    ...envelopes.flatMap((envelope, index) => {
      if (options.nowMs === undefined || envelope.until >= options.nowMs) return [];
      const message = `The envelope for ${envelope.runbook} ended with ${new Date(envelope.until).toISOString().slice(0, 10)}.`;
      const at = locate(['authority', 'envelopes', index, 'until']);
      return [planWarning(file, at, 'expired-envelope', message, 'Agree on it anew, or remove it.')];
    }),
    ...(badSelector === null
      ? []
      : [
          planError(
            file,
            locate(['endpoints']),
            'invalid-selector',
            `endpoints cannot be understood: ${badSelector}`,
            'Write for example role=workstation & site!=lab.',
          ),
        ]),
    ...checkCare(part, value),
  ];
}

function checkObjectives(
  { file, locate }: PlanPart<ServiceFile>,
  value: ServiceFile,
): readonly PlanProblem[] {
  const { rto, wrt, mtpd } = value.objectives;
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

function percent(part: number): string {
  return `${Number((part * 100).toFixed(4))}%`;
}
