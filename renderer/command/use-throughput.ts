import { useEffect, useState } from 'react';
import type { Run } from '../../src/domain/run/run-state';
import { useConsole } from '../store';
import { addSample, doneOf, measureThroughput, type Sample, type Throughput } from './throughput';

const everyMs = 500;
const idle: Throughput = { perSecond: 0, leftMs: null };

/** The live rate of a run, measured twice a second; idle while it is null or has ended. */
export function useThroughput(run: Run | null): Throughput {
  const id = run?.result === null ? run.id : null;
  const [throughput, setThroughput] = useState(idle);
  useEffect(() => {
    setThroughput(idle);
    if (id === null) return;
    let samples: Sample[] = [];
    const sample = () => {
      const now = useConsole.getState().world.runs[id];
      if (!now) return;
      if (samples.length === 0) samples = [{ at: now.startedAt, done: 0 }];
      samples = addSample(samples, { at: Date.now(), done: doneOf(now) });
      setThroughput(measureThroughput(samples, now.manifest.entries.length));
    };
    sample();
    const timer = setInterval(sample, everyMs);
    return () => clearInterval(timer);
  }, [id]);
  return throughput;
}
