import { useMemo } from 'react';
import type { BoardRow } from '../../../src/domain/views/service-board';
import { useConsole } from '../../store';
import { undeclared } from '../undeclared';

/** The worst service that fails without an incident; null when none does. */
export function useWorstUndeclared(): BoardRow | null {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  return useMemo(() => (plan ? (undeclared(plan, world)[0] ?? null) : null), [plan, world]);
}
