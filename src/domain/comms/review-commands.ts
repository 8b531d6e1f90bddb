import { AppError, refuse } from '../../errors';
import { type NewEvent, stream } from '../events';
import { type Circumstances, requireActor } from '../incident/circumstances';
import type { World } from '../world';
import type { Message } from './message';
import { requireSpokesperson } from './spokesperson';

type About = { readonly message: string; readonly delivery: string };
type Reviewed = { readonly deliveries: readonly About[] };

/** Sends what was held for its age after all; updates only by who may sign them off. All or none. */
export function releaseDeliveries(now: Circumstances, { deliveries }: Reviewed): NewEvent[] {
  return distinct(deliveries).map((about): NewEvent => {
    const { id } = reviewer(now, about, 'send what was held');
    const data = { message: about.message, delivery: about.delivery };
    return { type: 'delivery.released', data, ...by(now, about, id) };
  });
}

/** Never sends what was held for its age; updates only by who may sign them off. All or none. */
export function dropDeliveries(now: Circumstances, { deliveries }: Reviewed): NewEvent[] {
  return distinct(deliveries).map((about): NewEvent => {
    const { id, name } = reviewer(now, about, 'drop what was held');
    const because = `${name} looked at it and dropped it`;
    const data = { message: about.message, delivery: about.delivery, because };
    return { type: 'delivery.dropped', data, ...by(now, about, id) };
  });
}

const by = (now: Circumstances, { message }: About, person: string) =>
  ({ stream: stream.message(message), occurredAt: now.at, actor: `person:${person}` }) as const;

const distinct = (deliveries: readonly About[]): readonly About[] => [
  ...new Map(deliveries.map((about) => [`${about.message} ${about.delivery}`, about])).values(),
];

/** The operator, who may decide about this held delivery; refuses what somebody else dealt with meanwhile. */
function reviewer(now: Circumstances, about: About, intent: string) {
  const message = requireHeld(now.world, about);
  const incident = now.world.incidents[message.incident ?? ''] ?? null;
  const person = requireActor(now, intent, incident);
  if (message.kind === 'update' && incident) requireSpokesperson(incident, person);
  return person;
}

function requireHeld({ messages }: World, about: About): Message {
  const message = Object.hasOwn(messages, about.message) ? messages[about.message] : undefined;
  const delivery =
    message && Object.hasOwn(message.deliveries, about.delivery) && message.deliveries[about.delivery];
  if (!message || !delivery)
    throw new AppError('not-found', `The outbox holds no delivery ${about.message}/${about.delivery}.`);
  if (delivery.state === 'held') return message;
  return refuse(
    `${about.message} to ${delivery.channel} is ${delivery.state}, not held. Look at the outbox again.`,
  );
}
