import { useEffect, useState } from 'react';
import type { Readiness } from '../../src/domain/readiness/readiness';
import { call } from '../api';

/** What this console alone can restore, looked at when the sheet opens and for each plan; null until it has. */
export function useReadiness(planDigest: string): readonly Readiness[] | null {
  const [found, setFound] = useState<{
    readonly of: string;
    readonly readiness: readonly Readiness[];
  } | null>(null);
  useEffect(() => {
    let isOver = false;
    void call('plan.readiness', {}).then((readiness) => {
      if (!isOver && readiness) setFound({ of: planDigest, readiness });
    });
    return () => {
      isOver = true;
    };
  }, [planDigest]);
  return found?.of === planDigest ? found.readiness : null;
}
