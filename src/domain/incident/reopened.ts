import { moved } from '../clock-step';
import type { Incident } from './incident';

/**
 * An incident as it is when it is opened once more. What is left of it is due as long after the reopening as it was
 * after the stand-down, and the decision has passed to nobody.
 */
export function reopened(state: Incident, at: number): Incident {
  const closedMs = Math.max(0, at - (state.resolvedAt ?? at));
  const dueLater = <T extends { readonly dueAt: number }>(
    things: Readonly<Record<string, T>>,
    isLeft: (thing: T) => boolean,
  ) =>
    Object.fromEntries(
      Object.entries(things).map(([id, thing]) => [
        id,
        isLeft(thing) ? { ...thing, dueAt: thing.dueAt + closedMs } : thing,
      ]),
    );
  return {
    ...state,
    phase: state.verifiedAt === null ? 'declared' : 'stabilised',
    resolvedAt: null,
    reopenedAt: at,
    commander: null,
    passedTo: [],
    tasks: dueLater(state.tasks, ({ result }) => result === null),
    decisions: dueLater(state.decisions, ({ verdict }) => verdict === null),
    planB: { ...state.planB, ...moved(state.planB, ['dueAt'], closedMs) },
  };
}
