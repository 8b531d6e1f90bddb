import type { Plan } from '../../domain/plan/plan';
import type { PlanEdit } from '../../domain/plan/plan-edit';
import type { RiskView } from '../../domain/risk/risk-view';
import { AppError } from '../../errors';
import type { LintFacts } from '../../plan/check/lint/lint-plan';
import { carriedOver } from '../../plan/edit/carry-over';
import {
  type CheckedDraft,
  type CheckedWithDraft,
  checkFile,
  checkWithDraft,
} from '../../plan/edit/check-draft';
import { type EditedYaml, editYaml } from '../../plan/edit/edit-yaml';
import { listPlanFiles, type PlanFileEntry } from '../../plan/edit/list-plan-files';
import { fieldOrderOf, planFileOf, schemaOf } from '../../plan/edit/plan-file';
import { type StartingPoint, startingPoint } from '../../plan/init/starting-point';
import { keepParsedFiles } from '../../plan/parsed-files';
import type { PlanProblem } from '../../plan/plan-problem';
import { type Lint, type ReadPlan, readPlan } from '../../plan/read-plan';
import { checksAt } from '../plan-holder';
import { type RiskFacts, readRisks } from './read-risks';

/** A plan that was read, and the folder in which it is read again when it is not at hand any more. */
export type PlanAt = { readonly folder: string; readonly digest: string };

/** A reading as it crosses from the thread: `'same'` = the plan that is in force already, with the same contents. */
export type PlanReading = Omit<ReadPlan, 'plan' | 'lint'> & { readonly plan: Plan | 'same' | null };

/**
 * Everything that parses plan files or looks through the whole plan. Plain data in and out, so that a thread can do it;
 * all of it only reads, and may be asked for again.
 */
export type PlanWorks = {
  /** @param inForce digest of the plan in force; it, and what is read from now on, stays at hand for the works below */
  read(folder: string, inForce: string | null, nowMs: number): Promise<PlanReading>;
  /** What a plan lacks when it is needed; null = it is not at hand any more, and its folder says something else by now. */
  findings(of: PlanAt, facts: LintFacts): Promise<readonly PlanProblem[] | null>;
  /** Reads the history of a folder beside a plan. */
  risks(of: PlanAt, facts: RiskFacts): Promise<RiskView>;
  /** @param before what the draft began from, and what is known of it: that is said again where the draft says the same */
  checkFile(file: string, text: string, before?: KnownText): Promise<CheckedDraft>;
  /** @param facts for what the plan with the draft lacks; without any, nothing is said of it */
  checkWithDraft(
    root: string,
    file: string,
    text: string,
    nowMs: number,
    facts?: LintFacts,
  ): Promise<CheckedWithDraft>;
  /** Reads the inventory that a new plan begins with. */
  startingPoint(path: string, knownHosts?: readonly string[]): Promise<StartingPoint>;
  editFile(file: string, text: string, edits: readonly PlanEdit[]): Promise<EditedYaml>;
  listFiles(...asked: Parameters<typeof listPlanFiles>): Promise<readonly PlanFileEntry[]>;
};

/** A text, and what the last reading of the plan found in it. */
export type KnownText = { readonly text: string; readonly found: readonly PlanProblem[] };

export type WorkName = keyof PlanWorks;

type Held = { readonly plan: Plan; readonly lint: Lint };

/** Does the works in the thread that asks, and keeps what it parsed from one to the next. */
export function createPlanWorks(): PlanWorks {
  const parsed = keepParsedFiles();
  const held = new Map<string, Held>();

  const readAndHold = async (folder: string, nowMs: number) => {
    const { lint, ...found } = await readPlan(folder, { ...checksAt(nowMs), parsed });
    if (found.plan && lint) held.set(found.plan.digest, { plan: found.plan, lint });
    return found;
  };
  /** A thread that has just taken the place of another holds none yet. */
  const heldAt = async ({ folder, digest }: PlanAt, nowMs: number): Promise<Held | undefined> => {
    if (!held.has(digest)) await readAndHold(folder, nowMs);
    return held.get(digest);
  };

  return {
    async read(folder, inForce, nowMs) {
      for (const digest of held.keys()) if (digest !== inForce) held.delete(digest);
      const found = await readAndHold(folder, nowMs);
      // Neither the plan nor the files of its steps cross again when nothing has changed in them.
      if (found.plan?.digest !== inForce || inForce === null) return found;
      return { ...found, plan: 'same', contents: new Map() };
    },
    findings: async (of, facts) => (await heldAt(of, facts.nowMs))?.lint(facts) ?? null,
    async risks(of, facts) {
      const found = await heldAt(of, facts.nowMs);
      if (found) return readRisks(found.plan, of.folder, facts);
      throw new AppError(
        'unavailable',
        'Risks cannot be read just now: the plan folder no longer says what is in force. Correct the plan first.',
      );
    },
    async checkFile(file, text, before) {
      const { value, problems } = await checkFile(file, text, parsed);
      const carried = before === undefined ? [] : carriedOver(before.found, before.text, text);
      return { value, problems: [...problems, ...carried] };
    },
    checkWithDraft: (root, file, text, nowMs, facts) =>
      checkWithDraft(root, file, text, { ...checksAt(nowMs), parsed }, facts),
    startingPoint: (path, knownHosts) => startingPoint(path, { knownHosts }),
    editFile: async (file, text, edits) => editYaml(text, edits, fieldOrderOf(schemaOf(planFileOf(file)))),
    listFiles: listPlanFiles,
  };
}
