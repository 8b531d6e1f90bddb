import type { Severity } from '../authority/envelope';
import { type EventOf, type NewEvent, stream } from '../events';
import type { Plan } from '../plan/plan';
import { parseSelector } from '../run/selector';
import type { World } from '../world';
import { type Alert, type AlertDelivery, alertKey, type FiringAlert } from './alert';

/**
 * How many firing alerts are kept. Beyond `kept`, what no service asks for and is milder than SEV-2 is dropped;
 * beyond `most`, everything new is: a console that ran out of memory would show nothing at all.
 */
export const alertLimits = { kept: 20_000, most: 40_000 } as const;

export type Received = {
  readonly events: readonly NewEvent[];
  /** Alerts that told of an earlier occurrence than the one known to fire, and changed nothing. */
  readonly stale: number;
  /** Alerts left out because too many fire already. */
  readonly dropped: number;
};

type Now = { readonly world: World; readonly plan: Pick<Plan, 'services'>; readonly at: number };

/** What one delivery changes at one service; `''` stands for alerts that no service asks for. */
type Change = { readonly fired: Map<string, FiringAlert>; readonly resolved: Map<string, number> };

/**
 * What one delivery of alerts means for the services of the plan: one event for each whose alerts began, changed or
 * ended, and one for alerts that no service asks for. What is known already makes no event, so that a sender may
 * repeat itself for ever.
 */
export function receiveAlerts({ world, plan, at }: Now, delivery: AlertDelivery): Received {
  const { source } = delivery;
  const asking = plan.services.flatMap(({ id, alerts }) =>
    alerts === null ? [] : [{ id, matches: parseSelector(alerts) }],
  );
  const changes = new Map<string, Change>();
  const places = new Set(Object.keys(world.alerts));
  // Counted only when something new wants in: most deliveries repeat what is known.
  let before: number | null = null;
  let more = 0;
  const firing = (): number => {
    before ??= Object.values(world.alerts).reduce((sum, alerts) => sum + Object.keys(alerts).length, 0);
    return before + more;
  };
  let stale = 0;
  let dropped = 0;

  const changeAt = (place: string): Change => {
    const change = changes.get(place) ?? { fired: new Map(), resolved: new Map() };
    changes.set(place, change);
    places.add(place);
    return change;
  };
  const standing = (place: string, fingerprint: string): FiringAlert | undefined => {
    const change = changes.get(place);
    if (change?.resolved.has(fingerprint)) return undefined;
    return change?.fired.get(fingerprint) ?? world.alerts[place]?.[alertKey(source, fingerprint)];
  };
  const end = (place: string, fingerprint: string, endsAt: number): void => {
    const { fired, resolved } = changeAt(place);
    fired.delete(fingerprint);
    more -= 1;
    // What began and ended within this delivery was never known to fire.
    if (world.alerts[place]?.[alertKey(source, fingerprint)]) resolved.set(fingerprint, endsAt);
  };
  const fire = (place: string, alert: FiringAlert): void => {
    const known = standing(place, alert.fingerprint);
    if (known && isSame(known, alert)) return;
    if (!known && isTooMany(firing(), place, alert.severity)) {
      dropped += 1;
      return;
    }
    if (!known) more += 1;
    const { fired, resolved } = changeAt(place);
    fired.set(alert.fingerprint, alert);
    resolved.delete(alert.fingerprint);
  };

  for (const alert of delivery.alerts) {
    const { fingerprint } = alert;
    const stands = [...places].filter((place) => standing(place, fingerprint) !== undefined);
    const known = stands[0] === undefined ? undefined : standing(stands[0], fingerprint);
    if (known && isEarlier(alert, known)) stale += 1;
    else if (alert.endsAt !== null)
      for (const place of stands) end(place, fingerprint, Math.min(alert.endsAt, at));
    else {
      const matching = asking.filter(({ matches }) => matches(alert)).map(({ id }) => id);
      const wanted = matching.length > 0 ? matching : [''];
      // The plan, or the labels, may have changed since it began to fire.
      for (const place of stands) if (!wanted.includes(place)) end(place, fingerprint, at);
      for (const place of wanted) fire(place, asFiring(delivery, alert, known, at));
    }
  }
  return { events: eventsOf(changes, delivery, dropped, at), stale, dropped };
}

/** Told late or told again by someone else: about an occurrence before the one known to fire. */
function isEarlier(alert: Alert, known: FiringAlert): boolean {
  // What tells no time is about now, also when the wall clock was set back since.
  if (alert.untimed) return false;
  // A sender may learn later that it began earlier, and then ends it under that start; the end decides.
  return (alert.endsAt ?? alert.startsAt) < known.startsAt;
}

function asFiring(
  { source }: AlertDelivery,
  alert: Alert,
  known: FiringAlert | undefined,
  at: number,
): FiringAlert {
  const { fingerprint, name, severity, summary, runbookUrl } = alert;
  // Only Alertmanager says when an occurrence began; the others say when they spoke. A sender whose clock is
  // ahead must not make an alert that can never end.
  const isTold = source === 'alertmanager' && !alert.untimed;
  const startsAt = isTold || !known ? Math.min(alert.startsAt, at) : known.startsAt;
  const link = runbookUrl === undefined ? {} : { runbookUrl };
  return { source, fingerprint, name, severity, summary, startsAt, ...link };
}

function isSame(known: FiringAlert, alert: FiringAlert): boolean {
  return (
    known.startsAt === alert.startsAt &&
    known.severity === alert.severity &&
    known.summary === alert.summary &&
    known.name === alert.name &&
    known.runbookUrl === alert.runbookUrl
  );
}

function isTooMany(firing: number, place: string, severity: Severity): boolean {
  if (firing >= alertLimits.most) return true;
  return firing >= alertLimits.kept && place === '' && severity !== 'SEV-1' && severity !== 'SEV-2';
}

function eventsOf(
  changes: ReadonlyMap<string, Change>,
  delivery: AlertDelivery,
  dropped: number,
  at: number,
): NewEvent[] {
  const changed = [...changes].filter(([, { fired, resolved }]) => fired.size + resolved.size > 0);
  const truncated = delivery.truncated + dropped;
  return changed.map(([place, { fired, resolved }], index): NewEvent => {
    const data: EventOf<'alerts.changed'>['data'] = {
      source: delivery.source,
      fired: [...fired.values()].map(({ source: _told, ...alert }) => alert),
      resolved: [...resolved].map(([fingerprint, endsAt]) => ({ fingerprint, endsAt })),
      ...(place === '' ? {} : { service: place }),
      // Nobody knows whose they were; said once.
      ...(truncated > 0 && index === 0 ? { truncated } : {}),
    };
    return {
      type: 'alerts.changed',
      data,
      stream: place === '' ? stream.console : stream.service(place),
      occurredAt: at,
      actor: 'console',
    };
  });
}
