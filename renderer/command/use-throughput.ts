import { useEffect, useState } from 'react';
import type { Run } from '../../src/domain/run/run-state';
import { useConsole } from '../store';
import { firstPace, nextPace, type Pace } from './throughput';

const everyMs = 500;

/** Endpoints per second and what is left at that rate, measured twice a second; null while no run is under way. */
export function useThroughput(run: Run | null): Pick<Pace, 'perSecond' | 'leftMs'> | null {
  const id = run?.result === null ? run.id : null;
  const [pace, setPace] = useState<Pace | null>(null);
  useEffect(() => {
    setPace(null);
    if (id === null) return;
    let seen: Pace | null = null;
    const look = () => {
      const now = useConsole.getState().world.runs[id];
      if (!now) return;
      seen = nextPace(seen ?? firstPace(now), now, Date.now());
      setPace(seen);
    };
    look();
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  }, [id]);
  return pace;
}
