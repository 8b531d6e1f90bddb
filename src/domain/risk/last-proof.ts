import type { Service } from '../service/service';

/** What counts of the last time that a service was restored by a run and then verified; null = never in this journal. */
export type LastProof = {
  readonly at: number;
  /** A drill proves the path too, but not on the real thing. */
  readonly mode: 'live' | 'drill' | 'tabletop';
} | null;

/** Whether a service can be brought back by a path that was seen to work. */
export type PathProof =
  | { readonly state: 'proven'; readonly at: number }
  | { readonly state: 'stale'; readonly at: number; readonly because: string }
  | { readonly state: 'unproven'; readonly because: string };

/** Proven when a run was verified within `withinMs` before `at`. A tabletop proves no path. */
export function pathProof(
  service: Pick<Service, 'restore'> | undefined,
  last: LastProof,
  withinMs: number,
  at: number,
): PathProof {
  if (service === undefined) return { state: 'unproven', because: 'it belongs to no service of the plan' };
  if (service.restore === undefined && last === null) {
    return { state: 'unproven', because: 'no runbook restores it' };
  }
  if (last === null || last.mode === 'tabletop') {
    return { state: 'unproven', because: 'no run that restores it was ever verified' };
  }
  if (at - last.at <= withinMs) return { state: 'proven', at: last.at };
  const days = Math.floor((at - last.at) / 86_400_000);
  return { state: 'stale', at: last.at, because: `the last verified run was ${days} days ago` };
}
