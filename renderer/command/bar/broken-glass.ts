import { useMemo } from 'react';
import { isOpen } from '../../../src/domain/incident/incident';
import { nameOf } from '../../../src/domain/names';
import { useConsole } from '../../store';

/** A run that went beyond the agreed bounds. */
export type BrokenGlass = {
  readonly seq: number;
  readonly incident: string;
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly reason: string;
};

/** Every break-glass run of the incidents that are open, the latest first. */
export function useBrokenGlass(): readonly BrokenGlass[] {
  const recent = useConsole((state) => state.recent);
  const incidents = useConsole((state) => state.situation.incidents);
  const names = useConsole((state) => state.situation.names);
  return useMemo(
    () =>
      recent
        .flatMap((record): BrokenGlass[] => {
          if (record.type !== 'authority.granted' || record.data.ground !== 'break-glass') return [];
          const { incident, person, runbook, endpoints, reason } = record.data;
          const open = incidents[incident];
          if (!open || !isOpen(open)) return [];
          return [
            {
              seq: record.seq,
              incident,
              at: record.occurredAt,
              who: person === undefined ? 'a rule' : nameOf(names.people, person),
              what: `${nameOf(names.runbooks, runbook)} on ${endpoints} ${endpoints === 1 ? 'endpoint' : 'endpoints'}`,
              reason: reason ?? 'no reason on record',
            },
          ];
        })
        .reverse(),
    [recent, incidents, names],
  );
}
