import type { IncomingHttpHeaders } from 'node:http';
import type { AlertDelivery } from '../../domain/signal/alert';
import { readAlertmanager } from './alertmanager';
import { fromHeaders, readCloudEvents } from './cloudevents';
import { readPagerDuty, routingKeyOf } from './pagerduty';

/** What a request told. */
export type Told = {
  readonly delivery: AlertDelivery;
  /** What its sender hears with 202 once it is on the record; otherwise 200 and how much was accepted. */
  readonly answer?: Readonly<Record<string, unknown>>;
  /** One per alert where the sender numbers what it says, so that the same is not taken twice. */
  readonly keys?: readonly string[];
};

export type Route = {
  /** Media types it takes, for the words of a refusal. */
  readonly takes: readonly string[];
  accepts(mediaType: string, headers: IncomingHttpHeaders): boolean;
  /** The token where the body carries it; only asked when there is no Authorization header. */
  readonly tokenIn?: (body: unknown) => string;
  /** @throws Refusal when the body is not of the shape. @param body parsed JSON, undefined when empty */
  tell(body: unknown, headers: IncomingHttpHeaders, now: number): Told;
};

const json = 'application/json';
const structured = ['application/cloudevents+json', 'application/cloudevents-batch+json'];
const isBinary = (headers: IncomingHttpHeaders) => headers['ce-specversion'] !== undefined;
/** In binary mode the body is the event's data, and may say so by any JSON type. */
const isStructured = (headers: IncomingHttpHeaders) => structured.includes(mediaTypeOf(headers));

/** By path; every one takes POST. */
export const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [
    '/alertmanager',
    {
      takes: [json],
      accepts: (mediaType) => mediaType === json,
      tell: (body, _headers, now) => readAlertmanager(body, now),
    },
  ],
  [
    '/v2/enqueue',
    {
      takes: [json],
      accepts: (mediaType) => mediaType === json,
      tokenIn: routingKeyOf,
      tell: (body, _headers, now) => readPagerDuty(body, now),
    },
  ],
  [
    '/cloudevents',
    {
      takes: [...structured, `${json} with ce- headers`],
      accepts: (mediaType, headers) =>
        structured.includes(mediaType) ||
        (isBinary(headers) && (mediaType === json || mediaType === '' || mediaType.endsWith('+json'))),
      tell: (body, headers, now) =>
        readCloudEvents(isStructured(headers) ? body : fromHeaders(headers, body), now),
    },
  ],
]);

/** The media type without its parameters, in lower case; empty when none is given. */
export function mediaTypeOf(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
