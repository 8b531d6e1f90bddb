import { basename } from 'node:path';
import type { Endpoint } from '../domain/plan/plan';
import type { OnRecord } from '../domain/proof/on-record';
import { parseSelector } from '../domain/run/selector';
import type { PlanStatus } from '../ipc/snapshot';
import { type Lint, readPlan } from '../plan/read-plan';
import { watchPlan } from '../plan/watch-plan';
import type { Clock } from './clock';
import { whyNoAnsible } from './find-ansible';
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
 * @param onFault told when adopting an edited plan failed
 */
export function createPlanHolder(
  clock: Clock,
  record: () => OnRecord,
  onChange: (status: PlanStatus) => void,
  onFault: (error: unknown) => void,
): PlanHolder {
  let status: PlanStatus = { plan: null, folder: null, problems: [] };
  let files: PlanFiles = { identityFile: null, secretFiles: {} };
  let watch: { close(): void } | null = null;
  let path: string | null = null;
  let reading = 0;
  let lint: Lint | null = null;
  const findings = () => lint?.({ nowMs: clock.now(), ...record() }) ?? [];

  const read = async (folder: string): Promise<PlanStatus> => {
    reading += 1;
    const mine = reading;
    const found = await readPlan(folder, checksAt(clock.now()));
    // A slower, older reading must not win over a newer one.
    if (mine !== reading) return status;
    lint = found.lint ?? lint;
    const { identityFile, secretFiles, contents, problems } = found;
    status = { plan: found.plan ?? status.plan, folder: basename(folder), problems, findings: findings() };
    if (found.plan) files = { identityFile, secretFiles, contents };
    onChange(status);
    return status;
  };
  return {
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
      if (lint === null) return;
      try {
        status = { ...status, findings: findings() };
        onChange(status);
      } catch (error) {
        onFault(error);
      }
    },
    close() {
      reading += 1;
      lint = null;
      watch?.close();
      watch = null;
    },
  };
}

/** How a plan is checked at a moment (Unix ms). */
export const checksAt = (nowMs: number) => ({ checkSelector, countSelected, nowMs, whyNoAnsible });

/** How many endpoints a valid selector names; counted no further than `most`. */
export function countSelected(
  selector: string,
  endpoints: readonly Endpoint[],
  most = Number.POSITIVE_INFINITY,
): number {
  const matches = parseSelector(selector);
  let count = 0;
  for (const endpoint of endpoints) {
    if (count >= most) break;
    if (matches(endpoint)) count += 1;
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
