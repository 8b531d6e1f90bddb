import { z } from 'zod';
import { authorityEvents } from './events/authority-events';
import { consoleEvents } from './events/console-events';
import { fleetEvents } from './events/fleet-events';
import { incidentEvents } from './events/incident-events';
import { messageEvents } from './events/message-events';
import { runEvents } from './events/run-events';
import { serviceEvents } from './events/service-events';

/** Every event the journal may hold; what each says stands in `events/`, a file per noun. */
export const eventSchema = z.discriminatedUnion('type', [
  ...consoleEvents,
  ...serviceEvents,
  ...fleetEvents,
  ...incidentEvents,
  ...authorityEvents,
  ...messageEvents,
  ...runEvents,
]);

export type DomainEvent = z.infer<typeof eventSchema>;
export type EventType = DomainEvent['type'];
export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>;

/** Who caused an event: a person of the plan, or the console by a rule. */
export type Actor = `person:${string}` | 'console';

/** An event on its way into the journal. `occurredAt` is Unix milliseconds. */
export type NewEvent = DomainEvent & {
  readonly stream: string;
  readonly occurredAt: number;
  readonly actor: Actor;
};

/** An event as the journal returns it. `seq` counts the whole journal from 1, `version` its stream from 1. */
export type Recorded = NewEvent & {
  readonly seq: number;
  readonly version: number;
  readonly recordedAt: number;
};

/** Names of the streams; one per thing whose changes must not interleave. */
export const stream = {
  console: 'console',
  service: (service: string) => `service/${service}`,
  incident: (incident: string) => `incident/${incident}`,
  run: (run: string) => `run/${run}`,
  message: (message: string) => `message/${message}`,
} as const;
