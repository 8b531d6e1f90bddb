import type { Allowance } from './limits';

type Bucket = { left: number; at: number };

/** Addresses remembered; an attacker with more of them pushes out the oldest, which then starts afresh. */
const mostAddresses = 1024;

/**
 * A token bucket per remote address.
 * @param now Unix milliseconds; a clock set back gives nothing and takes nothing
 * @returns takes one request of an address: null when it may pass, else the seconds until it may
 */
export function createAllowances(
  { burst, perSecond }: Allowance,
  now: () => number,
): (address: string) => number | null {
  const buckets = new Map<string, Bucket>();
  return (address) => {
    const at = now();
    const bucket = buckets.get(address) ?? { left: burst, at };
    const passedMs = Math.max(0, at - bucket.at);
    bucket.left = Math.min(burst, bucket.left + (passedMs / 1000) * perSecond);
    bucket.at = at;
    // Put back at the end: the Map's order is who was heard last.
    buckets.delete(address);
    buckets.set(address, bucket);
    if (buckets.size > mostAddresses) buckets.delete(buckets.keys().next().value as string);
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perSecond);
    bucket.left -= 1;
    return null;
  };
}
