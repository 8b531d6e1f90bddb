import { useEffect } from 'react';
import { useScreen } from '../../screen';
import { useConsole } from '../../store';
import { refreshChosen } from '../acts-values';

/**
 * Resolves the run with typed values anew whenever the one with the defaults changes: who can be reached and who may
 * run it is the same for both.
 */
export function useFreshValues(): void {
  const service = useScreen((state) => state.chosen?.preview.service ?? null);
  const basis = useConsole((state) => {
    const latest = service === null ? undefined : state.live.previews[service];
    return latest ? `${latest.manifest.digest} ${JSON.stringify(latest.authority)}` : null;
  });
  useEffect(() => {
    if (basis !== null) void refreshChosen();
  }, [basis]);
}
