import { type FaultKind, faultKinds } from '../../src/fleet/control-request';
import type { TestFleet } from './fleet';

/** A number in [0, 1) per call, the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Faulty = { readonly name: string; readonly kind: FaultKind | 'none' };

/** Gives about `share` of the fleet a fault of a kind by chance, and says who has which. */
export async function mixFaults(fleet: TestFleet, chance: () => number, share: number): Promise<Faulty[]> {
  await fleet.fleet.control({ act: 'clear' });
  const all = fleet.fleet.endpoints.map(({ name }): Faulty => {
    const kind = chance() < share ? faultKinds[Math.floor(chance() * faultKinds.length)] : undefined;
    return { name, kind: kind ?? 'none' };
  });
  for (const kind of faultKinds) {
    const endpoints = all.filter((each) => each.kind === kind).map((each) => each.name);
    if (endpoints.length > 0) await fleet.fleet.control({ act: 'fault', kind, endpoints, delayMs: 50 });
  }
  return all;
}

/** How a run has to end on an endpoint with this fault: `svc start`, then nothing more. */
export const endOf: Readonly<Record<Faulty['kind'], string>> = {
  none: 'ok',
  slow: 'ok',
  exit: 'failed/NonZeroExit',
  refuse: 'unreachable/ConnectRefused',
  auth: 'denied/AuthenticationFailure',
  'changed-key': 'denied/HostKeyMismatch',
  hang: 'timed-out/CommandTimeout',
  drop: 'unknown/ConnectionLost',
};
