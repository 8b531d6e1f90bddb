import type { Probe, Service } from '../../src/domain/service/service';
import type { Live } from '../../src/ipc/contract';

/** When a probe last looked, and whether it has been silent for longer than it may. */
export type ProbeAge = { readonly lookedAt: number | null; readonly silent: boolean };

/** Three looks missed in a row are silence, and silence is a signal. */
const missedLooks = 3;

/** @param recorded the last sweep that the journal holds; a newer one may have said nothing new */
export function probeAge(
  service: Service,
  probe: Probe,
  recorded: number | null,
  live: Live,
  now: number,
): ProbeAge {
  const lookedAt = live.sweptAt[`${service.id}/${probe.id}`] ?? recorded;
  const silent = lookedAt === null || now - lookedAt > missedLooks * (probe.everyMs + probe.timeoutMs);
  return { lookedAt, silent };
}
