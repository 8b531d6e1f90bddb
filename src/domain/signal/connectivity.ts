import { type NewEvent, stream } from '../events';
import type { ConnectivityCheck } from '../plan/plan';

/** What one watch of a check knows: nothing yet, and whether the last look was bad for the first time. */
export type CheckMemory = { readonly ok: boolean | null; readonly doubted: boolean };

export const nothingSeen: CheckMemory = { ok: null, doubted: false };

/**
 * What one look at a connectivity check means. A bad look is believed when a second one confirms it, so that one
 * lost packet makes no alarm; one good look is enough to be back. The first verdict of a watch is always told.
 */
export function judgeCheck(
  check: Pick<ConnectivityCheck, 'id' | 'name'>,
  memory: CheckMemory,
  seen: { readonly ok: boolean; readonly because: string },
  at: number,
): { readonly memory: CheckMemory; readonly events: readonly NewEvent[] } {
  const isNew = memory.ok !== seen.ok;
  if (isNew && !seen.ok && !memory.doubted) return { memory: { ...memory, doubted: true }, events: [] };
  const next = { ok: seen.ok, doubted: false };
  if (!isNew) return { memory: next, events: [] };
  const changed: NewEvent = {
    type: 'connectivity.changed',
    data: { check: check.id, name: check.name, ok: seen.ok, because: seen.because },
    stream: stream.console,
    occurredAt: at,
    actor: 'console',
  };
  return { memory: next, events: [changed] };
}
