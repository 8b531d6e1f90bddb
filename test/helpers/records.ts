import type { Actor, EventOf, EventType, NewEvent, Recorded } from '../../src/domain/events';
import { stream } from '../../src/domain/events';
import { foldWorld } from '../../src/domain/evolve-world';
import type { World } from '../../src/domain/world';

/** An event as a command would make it; its stream follows from what it is about. */
export function happened<T extends EventType>(
  at: number,
  type: T,
  data: EventOf<T>['data'],
  actor: Actor = 'console',
): NewEvent {
  return { type, data, occurredAt: at, actor, stream: streamOf(type, data) } as NewEvent;
}

function streamOf(type: EventType, data: object): string {
  const about = data as { service?: string; incident?: string; run?: string; message?: string };
  if (about.message !== undefined) return stream.message(about.message);
  if (type.startsWith('run.')) return stream.run(about.run ?? '');
  if (/^(probe|service|threshold|alerts)\./.test(type) && about.service !== undefined)
    return stream.service(about.service);
  return about.incident === undefined ? stream.console : stream.incident(about.incident);
}

/** The events as a journal would give them back. */
export function recorded(events: readonly NewEvent[]): Recorded[] {
  const versions = new Map<string, number>();
  return events.map((event, index) => {
    const version = (versions.get(event.stream) ?? 0) + 1;
    versions.set(event.stream, version);
    return { ...event, seq: index + 1, version, recordedAt: event.occurredAt };
  });
}

/** The world after these events, frozen, so that a fold or a command that mutates it throws. */
export function worldOf(events: readonly NewEvent[]): World {
  return deepFreeze(foldWorld(deepFreeze(recorded(events))));
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
