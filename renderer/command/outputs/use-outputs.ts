import { useEffect, useState } from 'react';
import type { RunOutputs } from '../../../src/ipc/snapshot';
import { call } from '../../api';

/** Reading thousands of outputs costs the console; while a run goes on this is often enough. */
const againMs = 3000;

/**
 * The outputs of a step, grouped by the core; read again while the run goes on. Null until the first came; until the
 * next came those before stand.
 */
export function useOutputs(run: string, step: string, exact: boolean, isRunning: boolean): RunOutputs | null {
  const [read, setRead] = useState<RunOutputs | null>(null);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const outputs = await call('run.outputs', { run, step, exact });
      if (isOver) return;
      if (outputs) setRead(outputs);
      if (isRunning && outputs) timer = setTimeout(() => void ask(), againMs);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [run, step, exact, isRunning]);
  return read;
}
