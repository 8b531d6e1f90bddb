import { z } from 'zod';
import { refuse } from '../../errors';
import { counted } from '../views/words';
import type { ManifestStep } from './manifest';
import type { Run } from './run-state';
import { changesAnything, changesOn } from './sent-steps';

/** Why a step that changed something is not undone. */
export const keptReasons = ['irreversible', 'no rollback'] as const;

/** What a manifest says when it undoes steps of a run by their own rollbacks. */
export const undoSchema = z.object({
  /** The run whose steps are undone. */
  of: z.string(),
  /** Steps that changed something and stay as they are, in the order of the runbook. */
  kept: z.array(z.object({ step: z.string(), why: z.enum(keptReasons), endpoints: z.number() })),
});

export type Undo = z.infer<typeof undoSchema>;

/** What undoes the steps of a run, and where: each endpoint begins with the latest step that changed it. */
export type UndoTargets = {
  readonly only: readonly string[];
  readonly undo: Undo & { readonly steps: readonly ManifestStep[] };
  readonly fromSteps: Readonly<Record<string, string>>;
  readonly throughSteps: Readonly<Record<string, string>>;
};

/**
 * Undoes what a run changed, endpoint by endpoint: the rollbacks of the steps that were sent there, the last one
 * first. They stand as the run recorded them, because they undo what was done then and not what the plan says now.
 * @param all every run there is: what a retry or a resume of this one did lies above it, and goes first
 */
export function undoTargets(run: Run, all: readonly Run[]): UndoTargets {
  if (run.manifest.undo)
    refuse(`${run.id} is a rollback itself. Retry or resume it, or run ${run.runbookName} again.`);
  requireTop(run, all);
  const rolledBack = touchedByUndoOf(run, all);
  const steps = undoSteps(run.manifest.steps);
  const kept = new Map<string, number>();
  const only: string[] = [];
  const fromSteps: Record<string, string> = {};
  const throughSteps: Record<string, string> = {};
  const changes = ownChanges(run, all).filter(({ endpoint }) => !rolledBack.has(endpoint));
  if (changes.length === 0 && rolledBack.size > 0)
    refuse(`${run.id} is rolled back already. Retry or resume that where it did not end well.`);
  if (changes.length === 0) refuse(`${run.id} has changed nothing, so there is nothing to roll back.`);
  for (const { endpoint, changed } of changes) {
    for (const { id } of changed.filter((step) => !canUndo(step))) kept.set(id, (kept.get(id) ?? 0) + 1);
    const [first, ...more] = changed.filter(canUndo).reverse();
    if (!first) continue;
    only.push(endpoint);
    fromSteps[endpoint] = undoId(first);
    throughSteps[endpoint] = undoId(more.at(-1) ?? first);
  }
  if (only.length === 0)
    refuse(`Nothing of what ${run.id} changed can be undone: ${keptWords(keptIn(run, kept))}.`);
  return { only, undo: { of: run.id, kept: keptIn(run, kept), steps }, fromSteps, throughSteps };
}

/** Whether any step of a runbook says how it is undone. */
export const hasUndo = (steps: readonly Undoable[]): boolean => steps.some(canUndo);

/** How a run is called: by its runbook, unless it undoes what that did. */
export const runName = (
  runbook: { readonly name: string },
  { undo }: { readonly undo?: Undo | undefined },
): string => (undo ? `Undo: ${runbook.name}` : runbook.name);

/** What stays as it is, for a person to read. */
export const keptWords = (kept: Undo['kept']): string =>
  kept
    .map(({ step, why, endpoints }) => {
      const because = why === 'irreversible' ? 'nothing undoes it' : 'has no rollback';
      return `${step} (${because}, ${counted(endpoints, 'endpoint')})`;
    })
    .join(', ');

type Undoable = Pick<ManifestStep, 'kind' | 'ansible' | 'rollback' | 'irreversible'>;

const canUndo = (step: Undoable): boolean =>
  step.rollback !== undefined && step.irreversible !== true && changesAnything(step);

const undoId = ({ id }: Pick<ManifestStep, 'id'>): string => `undo-${id}`;

/** The rollbacks of steps, the last one first, each as the user and within the time of its step. */
function undoSteps(steps: readonly ManifestStep[]): ManifestStep[] {
  return steps
    .filter(canUndo)
    .reverse()
    .map((step) => ({
      id: undoId(step),
      kind: 'command',
      command: step.rollback ?? '',
      timeoutMs: step.timeoutMs,
      // That a step may be done twice says nothing of what undoes it.
      idempotent: false,
      okExitCodes: [0],
      ...(keepsReceipt(step) ? { receipt: true } : {}),
      ...(step.become === undefined ? {} : { become: step.become }),
      ...(step.values === undefined ? {} : { values: step.values }),
    }));
}

/** Wherever one can be kept, unless the plan does without for this very step. */
const keepsReceipt = ({ become, receipt, idempotent }: ManifestStep): boolean =>
  become === undefined && (receipt === true || idempotent);

/** What this run changed and no later one took over, endpoint by endpoint. */
function ownChanges(run: Run, all: readonly Run[]): readonly Change[] {
  const later = goneOnWith(run, all).flatMap(changesOf);
  const again = new Set(later.flatMap(({ endpoint, changed }) => changed.map(({ id }) => key(endpoint, id))));
  return changesOf(run).flatMap(({ endpoint, changed }) => {
    const own = changed.filter(({ id }) => !again.has(key(endpoint, id)));
    return own.length === 0 ? [] : [{ endpoint, changed: own }];
  });
}

type Change = { readonly endpoint: string; readonly changed: readonly ManifestStep[] };

const changesOf = (run: Run): readonly Change[] =>
  run.manifest.entries.map((entry) => ({ endpoint: entry.endpoint, changed: changesOn(run, entry) }));

const key = (endpoint: string, step: string): string => JSON.stringify([endpoint, step]);

/** Undoing what lies beneath something else first would undo it in another order than it was done in. */
function requireTop(run: Run, all: readonly Run[]): void {
  for (const later of goneOnWith(run, all)) {
    const undone = touchedByUndoOf(later, all);
    const stands = ownChanges(later, all).filter(
      ({ endpoint, changed }) => changed.some(canUndo) && !undone.has(endpoint),
    );
    if (stands.length > 0)
      refuse(
        `${later.id} went on with ${run.id} and changed ${counted(stands.length, 'endpoint')}. Roll back ${later.id} first.`,
      );
  }
}

const goneOnWith = (run: Run, all: readonly Run[]): Run[] =>
  all.filter(
    ({ manifest: { follows } }) =>
      follows?.run === run.id && (follows.as === 'retry' || follows.as === 'resume'),
  );

/** Endpoints to which a rollback has sent anything: what became of that is its own affair from then on. */
const touchedByUndoOf = (run: Run, all: readonly Run[]): ReadonlySet<string> =>
  new Set(
    all
      .filter(({ manifest }) => manifest.undo?.of === run.id)
      .flatMap(({ manifest, endpoints }) =>
        manifest.entries.flatMap(({ endpoint }) => (endpoints[endpoint]?.step == null ? [] : [endpoint])),
      ),
  );

function keptIn(run: Run, kept: ReadonlyMap<string, number>): Undo['kept'] {
  return run.manifest.steps.flatMap(({ id, irreversible }) => {
    const endpoints = kept.get(id);
    return endpoints === undefined
      ? []
      : [{ step: id, why: irreversible ? 'irreversible' : 'no rollback', endpoints }];
  });
}
