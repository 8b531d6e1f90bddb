import { useMemo } from 'react';
import { isOpen } from '../../../src/domain/incident/incident';
import { nameOf } from '../../../src/domain/names';
import { useConsole } from '../../store';

/** A run that went beyond the agreed bounds. */
export type BrokenGlass = {
  readonly incident: string;
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly reason: string;
};

/** Every break-glass run of the incidents that are open, the latest first. */
export function useBrokenGlass(): readonly BrokenGlass[] {
  const incidents = useConsole((state) => state.situation.incidents);
  const names = useConsole((state) => state.situation.names);
  return useMemo(
    () =>
      Object.values(incidents)
        .filter(isOpen)
        .flatMap(({ id, brokenGlass }) =>
          brokenGlass.map(
            ({ at, person, runbook, endpoints, reason }): BrokenGlass => ({
              ...{ incident: id, at, reason },
              who: nameOf(names.people, person),
              what: `${nameOf(names.runbooks, runbook)} on ${endpoints} ${endpoints === 1 ? 'endpoint' : 'endpoints'}`,
            }),
          ),
        )
        .sort((a, b) => b.at - a.at),
    [incidents, names],
  );
}
