import { keepThread } from './keep-thread';
import { createPlanWorks, type PlanWorks, type WorkName } from './plan-works';

/** Does the works of a plan somewhere. */
export type PlanReader = PlanWorks & {
  /** What has not been answered is refused. */
  close(): Promise<void>;
};

/**
 * @param threadFile the built `plan-reader.js`; null = in this very thread, for programs with no window to hold up
 * @param onFault told of a thread that died; another has taken its place
 */
export function createPlanReader(threadFile: string | null, onFault: (error: unknown) => void): PlanReader {
  if (threadFile === null) return { ...createPlanWorks(), close: async () => {} };
  const thread = keepThread(threadFile, onFault);
  const asked = <N extends WorkName>(work: N) =>
    ((...input: Parameters<PlanWorks[N]>) => thread.ask(work, input)) as PlanWorks[N];
  return {
    read: asked('read'),
    findings: asked('findings'),
    risks: asked('risks'),
    checkFile: asked('checkFile'),
    checkWithDraft: asked('checkWithDraft'),
    startingPoint: asked('startingPoint'),
    editFile: asked('editFile'),
    listFiles: asked('listFiles'),
    close: thread.close,
  };
}
