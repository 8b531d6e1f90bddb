import { z } from 'zod';
import { oneLine } from '../../domain/plain-text';
import type { Alert } from '../../domain/signal/alert';
import { labelsOver, plainLabels } from '../../domain/signal/labels';
import { severityOf } from '../../domain/signal/severity';
import type { Told } from './route';
import { begun, dateTime, eachShaped, firstText, members, shaped, text, webLink } from './shape';

const group = z.object(
  {
    version: z.literal('4', { error: 'must be "4", the format of webhook that Alertmanager sends' }),
    alerts: z.array(z.unknown(), { error: 'must be a list of alerts' }),
    groupLabels: members.nullish(),
    commonLabels: members.nullish(),
    commonAnnotations: members.nullish(),
    truncatedAlerts: z
      .int({ error: 'must be a whole number from 0 up' })
      .nonnegative({ error: 'must be a whole number from 0 up' })
      .optional(),
  },
  { error: 'must be an object' },
);

const one = z.object(
  {
    status: z.enum(['firing', 'resolved'], { error: 'must be "firing" or "resolved"' }),
    fingerprint: text(500),
    startsAt: dateTime,
    endsAt: dateTime.optional(),
    labels: members.nullish(),
    annotations: members.nullish(),
  },
  { error: 'must be an object' },
);

/**
 * Reads what Alertmanager posts (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config).
 * `endsAt` of year 1 means that it still fires; `status` decides. Labels of the group and annotations common to it
 * stand behind those of the alert. The severity is the label `severity`, or `priority`.
 */
export function readAlertmanager(body: unknown, now: number): Told {
  const { alerts, groupLabels, commonLabels, commonAnnotations, truncatedAlerts = 0 } = shaped(group, body);
  // Once for all: a megabyte may hold ten thousand alerts, and as many labels common to them.
  const common = plainLabels(groupLabels ?? {}, commonLabels ?? {});
  return {
    delivery: {
      source: 'alertmanager',
      truncated: truncatedAlerts,
      alerts: eachShaped(one, alerts, 'alerts').map((each): Alert => {
        const labels = labelsOver(plainLabels(each.labels ?? {}), common);
        const note = (key: string) => each.annotations?.[key] ?? commonAnnotations?.[key];
        const name = oneLine(labels.alertname || 'alert without a name', 200);
        const { fingerprint, endsAt } = each;
        return {
          ...{ fingerprint, name, labels },
          ...begun(each.startsAt, now),
          severity: severityOf(labels.severity ?? labels.priority),
          summary: oneLine(firstText(note('summary'), note('description'), note('message')) ?? name, 500),
          endsAt: each.status === 'firing' ? null : endsAt !== undefined && endsAt > 0 ? endsAt : now,
          ...webLink(note('runbook_url')),
        };
      }),
    },
  };
}
