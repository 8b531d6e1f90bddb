import type { Probe, Service } from '../../src/domain/service/service';
import { isSilent } from '../../src/domain/service/silence';
import type { ConsoleState } from '../store';

/** When a probe last looked, and whether it has been silent for longer than it may. */
export type ProbeAge = { readonly lookedAt: number | null; readonly silent: boolean };

/** @param recorded the last sweep that the journal holds; a newer one may have said nothing new */
export function probeAge(
  service: Service,
  probe: Probe,
  recorded: number | null,
  { live, openedAt }: Pick<ConsoleState, 'live' | 'openedAt'>,
  now: number,
): ProbeAge {
  const heard = live.sweptAt[`${service.id}/${probe.id}`];
  const lookedAt = heard ?? recorded;
  // What only the journal remembers was said to an earlier run of the console.
  return { lookedAt, silent: isSilent(probe, lookedAt, heard === undefined ? openedAt : 0, now) };
}
