import { create } from 'zustand';
import type { EditPath, Plain } from '../../src/domain/plan/plan-edit';
import type { SchemaNode } from '../../src/domain/plan/schema-node';
import type { DraftMistake, FileVersion, PlanFileLine } from '../../src/ipc/plan-editing';
import type { PlanMistake } from '../../src/ipc/snapshot';

/** The file that is open, and what somebody has made of it so far. */
export type OpenFile = {
  readonly file: string;
  /** Null for a text without fields: a scenario. */
  readonly schema: SchemaNode | null;
  /** What the draft began from; null = the file is new. */
  readonly base: FileVersion | null;
  readonly text: string;
  /** What the text says; null while it is not YAML. */
  readonly value: Plain | null;
  readonly problems: readonly DraftMistake[];
  /** Mistakes that the draft makes in other files, as far as they were looked for. */
  readonly elsewhere: readonly PlanMistake[];
  /** Why the last change of a form was not made. */
  readonly because: string | null;
};

/** What is open where the plan is edited. Drafts outlive it: the core keeps them on disk. */
export type PlanState = {
  readonly files: readonly PlanFileLine[];
  readonly open: OpenFile | null;
  /** What of plan.yaml the form is about: a list, or one entry of it; null = all of the file. */
  readonly part: EditPath | null;
  readonly view: 'form' | 'yaml';
  /** What of a draft is shown: itself, what it changes, or that somebody else changed the file. */
  readonly step: 'edit' | 'changes' | 'conflict';
  /** What stands in the folder instead of what the draft began from; null = nothing any more. */
  readonly theirs: FileVersion | null;
  /** Line that the YAML view was last led to; another object leads there again. */
  readonly led: { readonly line: number } | null;
  /** The entry that was deleted last, and the text before, so that it can be put back. */
  readonly deleted: { readonly name: string; readonly text: string } | null;
};

const nothingOpen: PlanState = {
  files: [],
  open: null,
  part: null,
  view: 'form',
  step: 'edit',
  theirs: null,
  led: null,
  deleted: null,
};

export const usePlan = create<PlanState>(() => nothingOpen);

export const showPlan = (change: Partial<PlanState>): void => usePlan.setState(change);

/** Changes what is open, if anything is. */
export function changeOpen(change: Partial<OpenFile>): void {
  usePlan.setState(({ open }) => (open ? { open: { ...open, ...change } } : {}));
}

/** For tests, and when the console moves to another journal. */
export const resetPlan = (): void => usePlan.setState(nothingOpen, true);

export const isChanged = ({ base, text }: OpenFile): boolean => base === null || base.text !== text;
