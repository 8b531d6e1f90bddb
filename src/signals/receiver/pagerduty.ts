import { createHash } from 'node:crypto';
import { z } from 'zod';
import { oneLine } from '../../domain/plain-text';
import type { Alert } from '../../domain/signal/alert';
import { plainLabels } from '../../domain/signal/labels';
import { severityOf } from '../../domain/signal/severity';
import { malformed } from './refusal';
import type { Told } from './route';
import { begun, dateTime, firstText, members, shaped, text, webLink } from './shape';

const oneOf = ['critical', 'error', 'warning', 'info'] as const;

const request = z.object(
  {
    event_action: z.enum(['trigger', 'acknowledge', 'resolve'], {
      error: 'must be "trigger", "acknowledge" or "resolve"',
    }),
    dedup_key: text(255).nullish(),
    payload: z.unknown().optional(),
  },
  { error: 'must be an object' },
);

const triggered = z.object(
  {
    summary: z.string({ error: 'must be text' }).min(1, { error: 'must say something' }),
    source: z
      .string({ error: 'must be text: where it happened' })
      .min(1, { error: 'must say where it happened' }),
    severity: z.enum(oneOf, { error: `must be one of ${oneOf.join(', ')}` }),
    timestamp: dateTime.nullish().catch(null),
    component: z.string().nullish().catch(null),
    group: z.string().nullish().catch(null),
    class: z.string().nullish().catch(null),
    custom_details: z.unknown().optional(),
  },
  { error: 'must be an object' },
);

/**
 * Reads an event of the PagerDuty Events API v2 (https://developer.pagerduty.com/docs/send-alert-event).
 * `dedup_key` names the alert; a trigger without one gets a key made of its payload, so that repeats are the same
 * alert. `acknowledge` changes nothing here. Labels are `source`, `severity`, `component`, `group`, `class` and the
 * flat members of `custom_details`; the name is `class`, or `component`, or the summary.
 */
export function readPagerDuty(body: unknown, now: number): Told {
  const { event_action: action, dedup_key: given, payload } = shaped(request, body);
  if (action !== 'trigger' && !given) throw malformed(`dedup_key must name the alert to ${action}.`);
  const alert = action === 'trigger' ? trigger(payload, given ?? null, now) : null;
  const key = alert?.fingerprint ?? given ?? '';
  const alerts = action === 'acknowledge' ? [] : [alert ?? ended(key, now)];
  return {
    delivery: { source: 'pagerduty', alerts, truncated: 0 },
    answer: { status: 'success', message: 'Event processed', dedup_key: key },
  };
}

/** The token of a sender that can set no headers: PagerDuty's integration key. */
export function routingKeyOf(body: unknown): string {
  const key = shaped(
    z.object({ routing_key: z.unknown().optional() }, { error: 'must be an object' }),
    body,
  ).routing_key;
  return typeof key === 'string' ? key : '';
}

function trigger(payload: unknown, given: string | null, now: number): Alert {
  const {
    summary,
    source,
    severity,
    timestamp,
    component,
    group,
    class: kind,
    custom_details: details,
  } = shaped(triggered, payload, 'payload');
  const flat = members.safeParse(details).data ?? {};
  const fields = { source, severity, component, group, class: kind };
  return {
    fingerprint: given ?? hashOf([summary, source, severity, component, group, kind]),
    name: oneLine(firstText(kind, component, summary) ?? summary, 200),
    severity: severityOf(severity),
    summary: oneLine(summary, 500),
    labels: plainLabels(flat, fields),
    ...begun(timestamp, now),
    endsAt: null,
    ...webLink(flat.runbook_url),
  };
}

/** Of what ends only its key is known; what it was stands in the journal. */
const ended = (fingerprint: string, now: number): Alert => ({
  ...{ fingerprint, name: fingerprint, severity: 'SEV-5', summary: '', labels: {} },
  ...{ startsAt: now, endsAt: now, untimed: true },
});

const hashOf = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('hex').slice(0, 32);
