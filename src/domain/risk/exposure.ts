import type { Endpoint } from '../plan/plan';
import type { FoundService } from './find-service';

export const exposureSeverities = ['critical', 'high', 'medium', 'low', 'info'] as const;

export type ExposureSeverity = (typeof exposureSeverities)[number];

/** A finding of a scanner at one place. */
export type Exposure = {
  /** CVE or the scanner's own number; together with `asset` unique. */
  readonly id: string;
  /** Name or address, as the scanner has it. */
  readonly asset: string;
  readonly severity: ExposureSeverity;
  /** CVSS base score, 0–10; null = not given. */
  readonly cvss: number | null;
  readonly title: string;
  readonly firstSeen: number | null;
  readonly status: 'open' | 'fixed' | 'accepted';
};

/** An exposure with where it is. Empty lists = no endpoint of the fleet, or one of no service. */
export type LinkedExposure = {
  readonly exposure: Exposure;
  readonly endpoints: readonly string[];
  readonly services: readonly string[];
};

/**
 * Links by name or address, whole or without the domain; an asset that is no endpoint may be called by a name of a service.
 * A short name that two endpoints share links to none: a guess is worse than nothing.
 *
 * @param servicesOf the services of an endpoint, by its name
 * @param findService what else may be meant
 */
export function linkExposures(
  exposures: readonly Exposure[],
  endpoints: readonly Endpoint[],
  servicesOf: (endpoint: string) => readonly string[],
  findService: (items: readonly string[], summary: string) => FoundService | null,
): readonly LinkedExposure[] {
  const byName = indexOf(endpoints);
  return exposures.map((exposure) => {
    const called = exposure.asset.toLowerCase();
    const found = byName.get(called) ?? byName.get(shortName(called)) ?? [];
    if (found.length > 0) {
      return { exposure, endpoints: found, services: [...new Set(found.flatMap(servicesOf))] };
    }
    const service = findService([exposure.asset], '');
    return { exposure, endpoints: [], services: service ? [service.service] : [] };
  });
}

function indexOf(endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly string[]> {
  const whole = new Map<string, readonly string[]>();
  const short = new Map<string, string[]>();
  for (const { name, address } of endpoints) {
    for (const called of new Set([name.toLowerCase(), address.toLowerCase()])) {
      whole.set(called, [...(whole.get(called) ?? []), name]);
    }
    const part = shortName(name.toLowerCase());
    short.set(part, [...(short.get(part) ?? []), name]);
  }
  for (const [part, names] of short) if (names.length === 1 && !whole.has(part)) whole.set(part, names);
  return whole;
}

/** Of an address all of it: `10.0.0.1` is no `10`. */
const shortName = (name: string): string => (/^[\d.:]+$|:/.test(name) ? name : (name.split('.')[0] ?? name));
