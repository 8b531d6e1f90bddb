import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { oneLine } from '../../domain/plain-text';
import type { Alert } from '../../domain/signal/alert';
import { plainLabels } from '../../domain/signal/labels';
import { severityOf } from '../../domain/signal/severity';
import type { Told } from './route';
import { begun, dateTime, eachShaped, firstText, members, shaped, text, webLink } from './shape';

const schema = z.object(
  {
    specversion: z.literal('1.0', { error: 'must be "1.0"' }),
    id: text(500),
    source: text(500),
    type: text(500),
    subject: text(500).nullish(),
    time: dateTime.nullish(),
    data: z.unknown().optional(),
  },
  { error: 'must be an object' },
);

type Event = z.infer<typeof schema>;

/**
 * Reads CloudEvents 1.0 (https://github.com/cloudevents/spec), one or a batch, as alerts. The specification does not
 * say what an alert looks like; these are the conventions here:
 *
 * - An alert is one `subject` of one `source`; without a subject, one `type` (less a last `.firing` or `.resolved`).
 * - It ends by a `type` that ends in `.resolved`, or by `data.status` "resolved"; everything else fires.
 * - `data.severity`, else `data.labels.severity`, is its severity; `data.name`, else `type`, its name;
 *   `data.summary`, `data.message` or `data.description` what it says; `data.runbook_url` a link.
 * - `data.labels` are its labels, and with them `source`, `type` and `subject`.
 * - `time` is when it began, or ended; without it, now.
 *
 * The same `source` and `id` again is the same event and changes nothing.
 */
export function readCloudEvents(body: unknown, now: number): Told {
  const events = Array.isArray(body) ? eachShaped(schema, body, '') : [shaped(schema, body)];
  return {
    delivery: { source: 'cloudevents', alerts: events.map((event) => asAlert(event, now)), truncated: 0 },
    keys: events.map(({ source, id }) => JSON.stringify([source, id])),
  };
}

/** An event in binary mode: its attributes stand in `ce-` headers, percent-encoded, and the body is its data. */
export function fromHeaders(headers: IncomingHttpHeaders, data: unknown): unknown {
  const attributes = ['specversion', 'id', 'source', 'type', 'subject', 'time'].map((name) => {
    const value = headers[`ce-${name}`];
    return [name, typeof value === 'string' ? decoded(value) : undefined] as const;
  });
  return { ...Object.fromEntries(attributes), data };
}

function asAlert({ source, type, subject, time, data }: Event, now: number): Alert {
  const told = members.safeParse(data).data ?? {};
  const own = members.safeParse(told.labels).data ?? {};
  const labels = plainLabels(own, { source, type, subject });
  const isOver = type.endsWith('.resolved') || told.status === 'resolved';
  const kind = type.replace(/\.(firing|resolved)$/, '');
  const name = oneLine(firstText(told.name, kind) ?? kind, 200);
  const start = begun(time, now);
  return {
    ...{ name, labels },
    fingerprint: `${source} ${subject ?? kind}`,
    severity: severityOf(firstText(told.severity, labels.severity)),
    summary: oneLine(firstText(told.summary, told.message, told.description, subject) ?? name, 500),
    ...start,
    endsAt: isOver ? start.startsAt : null,
    ...webLink(told.runbook_url),
  };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
