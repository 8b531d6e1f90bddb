import { basename } from 'node:path';
import type { Endpoint, Plan } from '../domain/plan/plan';
import type { OnRecord } from '../domain/proof/on-record';
import { matching, parseSelector } from '../domain/run/selector';
import type { PlanStatus } from '../ipc/snapshot';
import { watchPlan } from '../plan/watch-plan';
import type { Clock } from './clock';
import { whyNoAnsible } from './find-ansible';
import type { PlanReader } from './plan-reader/plan-reader';
import type { PlanFiles } from './watches';

/** Keeps the last good plan of one folder in force while the folder is being edited. */
export type PlanHolder = {
  status(): PlanStatus;
  /** The folder that was opened last; null = none was. */
  path(): string | null;
  /** What the plan in force only points at. */
  files(): PlanFiles;
  /** Reads a folder and watches it from now on. A folder with errors changes nothing but `problems`. */
  open(folder: string): Promise<PlanStatus>;
  /** Asks anew what the plan in force lacks, when the journal proves something else than before. */
  lintAgain(): void;
  close(): void;
};

/**
 * @param record what the journal proves
 * @param onChange called after every reading, also one that only found mistakes
 * @param onFault told when a plan could not be looked through, or adopting an edited one failed
 */
export function createPlanHolder(
  { clock, reader }: { readonly clock: Clock; readonly reader: PlanReader },
  record: () => OnRecord,
  onChange: (status: PlanStatus) => void,
  onFault: (error: unknown) => void,
): PlanHolder {
  let status: PlanStatus = { plan: null, folder: null, problems: [] };
  let files: PlanFiles = { identityFile: null, secretFiles: {} };
  let watch: { close(): void } | null = null;
  let path: string | null = null;
  let reading = 0;

  const findingsOf = async (plan: Plan | null, folder: string) => {
    if (plan === null) return [];
    const facts = { nowMs: clock.now(), ...record() };
    const found = await reader.findings({ folder, digest: plan.digest }, facts);
    // What cannot be asked anew stays as it was said.
    return found ?? (plan === status.plan ? status.findings : undefined);
  };
  const read = async (folder: string): Promise<PlanStatus> => {
    reading += 1;
    const mine = reading;
    try {
      const found = await reader.read(folder, status.plan?.digest ?? null, clock.now());
      if (mine !== reading) return status;
      const { identityFile, secretFiles, problems } = found;
      const plan = found.plan === 'same' ? status.plan : (found.plan ?? status.plan);
      const findings = await findingsOf(plan, folder);
      // A slower, older reading must not win over a newer one.
      if (mine !== reading) return status;
      status = { plan, folder: basename(folder), problems, findings };
      if (found.plan === 'same') files = { ...files, identityFile, secretFiles };
      else if (found.plan) files = { identityFile, secretFiles, contents: found.contents };
      onChange(status);
    } catch (error) {
      // Of a reading that nobody waits for any more nothing need be said.
      if (mine === reading) throw error;
    }
    return status;
  };
  const holder: PlanHolder = {
    status: () => status,
    path: () => path,
    files: () => files,
    open(folder) {
      watch?.close();
      path = folder;
      // Watched before it is read, so that no save falls between the two.
      watch = watchPlan(folder, () => void read(folder).catch(onFault));
      return read(folder);
    },
    lintAgain() {
      const { plan } = status;
      if (path === null || watch === null || plan === null) return;
      const mine = reading;
      findingsOf(plan, path)
        .then((findings) => {
          // A reading that has begun since will ask for itself; one that ended since may have asked too early.
          if (mine !== reading) return;
          if (status.plan !== plan) return holder.lintAgain();
          status = { ...status, findings };
          onChange(status);
        })
        .catch((error: unknown) => {
          if (mine === reading) onFault(error);
        });
    },
    close() {
      reading += 1;
      watch?.close();
      watch = null;
    },
  };
  return holder;
}

/** How a plan is checked at a moment (Unix ms). */
export const checksAt = (nowMs: number) => ({ checkSelector, countSelected, nowMs, whyNoAnsible });

/** How many endpoints a valid selector names; counted no further than `most`. */
export function countSelected(
  selector: string,
  endpoints: readonly Endpoint[],
  most = Number.POSITIVE_INFINITY,
): number {
  let count = 0;
  for (const _ of matching(selector, endpoints)) {
    count += 1;
    if (count >= most) break;
  }
  return count;
}

/** What is wrong with a selector in words, or null. */
export function checkSelector(text: string): string | null {
  try {
    parseSelector(text);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
