import { useMemo } from 'react';
import type { PrimaryAction } from '../../../src/domain/views/primary-action';
import { useScreen } from '../../screen';
import { useConsole } from '../../store';
import { currentPrimary } from './current-primary';

/** The one next act of this screen; null while there is no plan. */
export function usePrimary(): PrimaryAction | null {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.world);
  const live = useConsole((state) => state.live);
  const chosenService = useScreen((state) => state.chosenService);
  const retry = useScreen((state) => state.retry);
  const chosen = useScreen((state) => state.chosen);
  return useMemo(
    () => (plan ? currentPrimary(plan, { world, live }, { chosenService, retry, chosen }) : null),
    [plan, world, live, chosenService, retry, chosen],
  );
}
