import { AppError, refuse } from '../../errors';
import { canonicalJson } from '../canonical-json';
import type { Plan } from '../plan/plan';
import { consoleStepsDone, doubtfulStep } from './console/console-progress';
import type { FollowUp, ManifestRequest } from './manifest';
import type { EndpointProgress, Run } from './run-state';
import { changesOn } from './sent-steps';
import { isOnEndpoints } from './stages';
import { hasUndo, undoTargets } from './undo';

/** What a person says of a step at the console whose end nobody saw: it was done, or it is to be done again. */
export type StepWord = { readonly id: string; readonly is: 'done' | 'again' };

/** What a person wants done after a run. `unknown` is their word for doing a step that may have been done already. */
export type FollowUpRequest =
  | {
      readonly as: 'retry';
      readonly endpoints: readonly string[];
      /** `where-it-ended`: with the step that did not end well; what ended well before it is not done again. */
      readonly from: 'first-step' | 'where-it-ended';
      readonly unknown?: number | undefined;
      readonly step?: StepWord | undefined;
    }
  | { readonly as: 'resume'; readonly unknown?: number | undefined; readonly step?: StepWord | undefined }
  /** `steps`: each step by its own rollback, the last one first. Without a word the runbook's, where it names one. */
  | { readonly as: 'rollback'; readonly by?: 'runbook' | 'steps' | undefined }
  /** The same runbook when none is named. */
  | {
      readonly as: 'passed';
      readonly runbook?: string | undefined;
      /** For its parameters, as they are written; without, the defaults, or the values of the run for the same runbook. */
      readonly given?: Readonly<Record<string, string>> | undefined;
    };

export type FollowUpTargets = Pick<
  ManifestRequest,
  'service' | 'runbook' | 'fromSteps' | 'throughSteps' | 'values' | 'given' | 'undo' | 'done'
> & {
  readonly only: readonly string[];
  readonly follows: { readonly run: string; readonly as: FollowUp };
};

/**
 * On which endpoints a run that follows an ended one works, and with which step each begins.
 * It goes the road of every run from there: shown, approved, authorised.
 * @param all every run there is, for what others have made of this one since
 */
export function followUp(
  run: Run,
  plan: Plan,
  request: FollowUpRequest,
  all: readonly Run[] = [],
): FollowUpTargets {
  if (run.result === null) refuse(`${run.id} is still running. ${waitWords[request.as]} when it has ended.`);
  const common = { service: run.service, follows: { run: run.id, as: request.as } };
  const same = { ...common, runbook: run.manifest.runbook, values: run.manifest.values, ...undoingOf(run) };
  switch (request.as) {
    case 'retry': {
      const only = request.endpoints.filter((name) => Object.hasOwn(run.endpoints, name));
      // The first step of a rollback is another one on every endpoint, and what is undone is not undone again.
      const isFirst = request.from === 'first-step' && !run.manifest.undo;
      requireWord(run, doubtful(run, only), request.unknown);
      if (isFirst) return { ...same, only, fromSteps: {}, done: wordOn(run, request.step) };
      const done = stepsDone(run, only, request.step);
      return { ...same, only, fromSteps: goOnWith(run, plan, only, done), done };
    }
    case 'resume': {
      const { pending, repeatable, inDoubt } = resumable(run);
      if (run.result === 'completed') refuse(`${run.id} has completed. Retry what did not end well instead.`);
      const isWord = request.unknown !== undefined;
      if (isWord) requireWord(run, inDoubt, request.unknown);
      const only = [...pending, ...repeatable, ...(isWord ? inDoubt : [])];
      if (only.length === 0)
        refuse(
          `${run.id} left nothing to go on with.${inDoubt.length > 0 ? ` ${inDoubtWords(inDoubt.length)}` : ''}`,
        );
      const done = stepsDone(run, only, request.step);
      return { ...same, only, fromSteps: goOnWith(run, plan, only, done), done };
    }
    case 'rollback':
      return { ...common, ...rollback(run, plan, request.by, all) };
    case 'passed': {
      const only = named(run, ({ state }) => state === 'ok');
      if (only.length === 0) refuse(`No endpoint ended well in ${run.id}.`);
      if (run.manifest.undo && request.runbook === undefined)
        refuse(`${run.id} is a rollback: nothing is undone twice. Name a runbook.`);
      const { runbook = run.manifest.runbook, given } = request;
      const isAgain = request.runbook === undefined && given === undefined;
      return isAgain ? { ...same, only } : { ...common, runbook, only, given };
    }
  }
}

function rollback(run: Run, plan: Plan, by: 'runbook' | 'steps' | undefined, all: readonly Run[]) {
  const runbook = plan.runbooks.find((each) => each.id === run.manifest.runbook);
  if (runbook?.irreversible) refuse(`${run.runbookName} is irreversible: nothing undoes it.`);
  if (run.manifest.undo || by === 'steps' || (runbook?.rollback === undefined && by === undefined)) {
    const isPossible = runbook !== undefined && (hasUndo(run.manifest.steps) || run.manifest.undo);
    if (!isPossible)
      refuse(`The plan names no rollback of ${run.runbookName}, and none of its steps has one.`);
    const { manifest } = run;
    return { runbook: manifest.runbook, values: manifest.values, ...undoTargets(run, all) };
  }
  if (runbook?.rollback === undefined) return refuse(`The plan names no rollback of ${run.runbookName}.`);
  const only = changedIn(run);
  if (only.length === 0) refuse(`${run.id} has changed nothing, so there is nothing to roll back.`);
  return { runbook: runbook.rollback, only };
}

/** Whatever goes on with a rollback goes on undoing, on every endpoint as far as it has to. */
function undoingOf({
  manifest: { undo, steps, entries },
}: Run): Pick<FollowUpTargets, 'undo' | 'throughSteps'> {
  if (!undo) return {};
  const ends = entries.flatMap(({ endpoint, throughStep }) =>
    throughStep === undefined ? [] : [[endpoint, throughStep] as const],
  );
  return { undo: { ...undo, steps }, throughSteps: Object.fromEntries(ends) };
}

const waitWords = { retry: 'Retry', resume: 'Resume', rollback: 'Roll back', passed: 'Go on' } as const;

/**
 * What a resume would go on with. `pending`: certainly not sent, or halfway with nothing in flight. `repeatable`:
 * unknown, at a step that may be done twice. `inDoubt`: unknown, at one that may not.
 */
export function resumable(run: Run) {
  const pending = named(run, ({ state }) => state === 'pending' || state === 'cancelled');
  const unknown = named(run, ({ state }) => state === 'unknown');
  const inDoubt = doubtful(run, unknown);
  const isInDoubt = new Set(inDoubt);
  return { pending, repeatable: unknown.filter((name) => !isInDoubt.has(name)), inDoubt };
}

/** Endpoints on which a run may have changed something: a step that is no proof was sent to them. */
export function changedIn(run: Run): string[] {
  return run.manifest.entries.flatMap((entry) => (changesOn(run, entry).length > 0 ? [entry.endpoint] : []));
}

/** Unknown endpoints at a step that must not be done twice without a person's word. */
export function doubtful(run: Run, endpoints: readonly string[]): string[] {
  return endpoints.filter((name) => {
    const progress = run.endpoints[name];
    const step = run.manifest.steps.find((each) => each.id === progress?.step);
    return progress?.state === 'unknown' && step?.idempotent !== true;
  });
}

/** The word has to name their number: whoever means 3 endpoints must not repeat a step on 300. */
function requireWord(run: Run, inDoubt: readonly string[], word: number | undefined): void {
  if (word === inDoubt.length || (word === undefined && inDoubt.length === 0)) return;
  const said = word === undefined ? '' : `, not ${word}`;
  throw new AppError(
    'refused',
    `${inDoubtWords(inDoubt.length)} in ${run.id}${said}. Name their number to do it there all the same.`,
  );
}

const inDoubtWords = (count: number) =>
  `${count} unknown ${count === 1 ? 'endpoint' : 'endpoints'} may have done a step already that must not be done twice`;

/** Which steps at the console stay done. One whose end nobody saw needs a person's word for it. */
function stepsDone(run: Run, endpoints: readonly string[], word: StepWord | undefined): readonly string[] {
  return [...consoleStepsDone(run, endpoints), ...wordOn(run, word)];
}

/** The step at the console whose end nobody saw, where a person says that it was done. */
function wordOn(run: Run, word: StepWord | undefined): readonly string[] {
  const doubted = doubtfulStep(run);
  if (word !== undefined && word.id !== doubted?.id)
    refuse(`Nobody is in doubt about ${word.id} in ${run.id}.`);
  if (doubted === null) return [];
  if (word === undefined)
    refuse(
      `${doubted.id} may have been done already in ${run.id}, and must not be done twice. Say whether it was done.`,
    );
  return word?.is === 'done' ? [doubted.id] : [];
}

/** With which step each of these endpoints goes on. What is not named begins with the first. */
function goOnWith(
  run: Run,
  plan: Plan,
  endpoints: readonly string[],
  done: readonly string[],
): Record<string, string> {
  const { steps, entries } = run.manifest;
  const began = new Map(entries.map((entry) => [entry.endpoint, entry.fromStep]));
  const fromSteps: Record<string, string> = {};
  // What stays done at the console has to be what it was, too.
  let furthest = Math.max(0, ...done.map((id) => steps.findIndex((step) => step.id === id) + 1));
  for (const name of endpoints) {
    const { step, state } = run.endpoints[name] ?? {};
    const at = steps.findIndex((each) => each.id === (step ?? began.get(name)));
    // Nothing is in flight after a step that ended well: the next one is due.
    const due = Math.max(0, state === 'pending' && step !== null ? at + 1 : at);
    const next = steps.findIndex((each, index) => index >= due && isOnEndpoints(each));
    const from = steps[next];
    if (next > 0 && from && steps.slice(0, next).some(isOnEndpoints)) fromSteps[name] = from.id;
    furthest = Math.max(furthest, next);
  }
  // A rollback undoes what was done then, whatever the runbook says now.
  if (!run.manifest.undo) requireSameSteps(run, plan, furthest);
  return fromSteps;
}

/** Steps count as done only where they still are what was done. */
function requireSameSteps(run: Run, plan: Plan, count: number): void {
  if (count === 0) return;
  const now = plan.runbooks.find((each) => each.id === run.manifest.runbook)?.steps ?? [];
  const same = run.manifest.steps
    .slice(0, count + 1)
    .every((step, index) => now[index]?.id === step.id && sameAct(step, now[index]));
  if (!same)
    refuse(
      `${run.runbookName} was changed since ${run.id}: what ended well there may be something else now. Begin with the first step.`,
    );
}

/** Compared as they stand in a manifest, where what is absent is not spelled out. */
const sameAct = (one: object, other: object | undefined): boolean =>
  canonicalJson(JSON.parse(JSON.stringify(one))) === canonicalJson(JSON.parse(JSON.stringify(other ?? {})));

const named = (run: Run, which: (progress: EndpointProgress) => boolean): string[] =>
  Object.entries(run.endpoints).flatMap(([name, progress]) => (which(progress) ? [name] : []));
