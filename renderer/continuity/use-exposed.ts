import { useEffect, useState } from 'react';
import { call } from '../api';

/** How many open exposures have no proven way back, read for each plan; null until it is known. */
export function useExposed(planDigest: string): number | null {
  const [found, setFound] = useState<{ readonly of: string; readonly flagged: number } | null>(null);
  useEffect(() => {
    let isOver = false;
    void call('risks.read', {}).then((view) => {
      if (!isOver && view) setFound({ of: planDigest, flagged: view.exposures.flagged });
    });
    return () => {
      isOver = true;
    };
  }, [planDigest]);
  return found?.of === planDigest ? found.flagged : null;
}
