import { useEffect, useState } from 'react';
import type { EndpointProgress } from '../../../src/domain/run/run-state';
import type { EndpointStep } from '../../../src/domain/views/endpoint-steps';
import { call } from '../../api';

/** Whoever walks with the arrow keys held down passes most endpoints by. */
const settleMs = 120;

/**
 * Every step of a run on an endpoint, read from the journal again whenever the endpoint got further. Until it came the
 * latest step stands with the head of what was said.
 */
export function useEndpointSteps(
  run: string | null,
  endpoint: string,
  progress: EndpointProgress | undefined,
): readonly EndpointStep[] {
  const [read, setRead] = useState<{ readonly of: string; readonly steps: readonly EndpointStep[] } | null>(
    null,
  );
  const of = `${run}/${endpoint}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: progress says when to read again
  useEffect(() => {
    if (run === null) return;
    let isOver = false;
    const timer = setTimeout(async () => {
      const steps = await call('run.endpointSteps', { run, endpoint });
      if (!isOver && steps) setRead({ of: `${run}/${endpoint}`, steps });
    }, settleMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [run, endpoint, progress]);
  if (read?.of === of) return read.steps;
  if (!progress?.step) return [];
  return [{ step: progress.step, sentAt: null, endedAt: null, outcome: progress.outcome }];
}
