import type { DomainEvent } from '../events';

/** A question put to one person, with a time-box and what happens otherwise. Times are Unix milliseconds. */
export type Decision = {
  readonly id: string;
  readonly proposal: string;
  readonly risk: string;
  readonly planB: string;
  readonly proposedBy: string | null;
  readonly proposedAt: number;
  /** Who has to decide now; changes when it passes on. */
  readonly owner: string;
  readonly dueAt: number;
  /** Length of the time-box that each owner gets. */
  readonly timeBoxMs: number;
  readonly objections: readonly { readonly person: string; readonly objection: string }[];
  /** Who did not decide in time, in order. */
  readonly passedFrom: readonly string[];
  readonly verdict: 'go' | 'no-go' | null;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
};

type Decisions = Readonly<Record<string, Decision>>;

/** Folds one event into the decisions of its incident. */
export function evolveDecisions(
  decisions: Decisions,
  event: DomainEvent,
  at: number,
  by: string | null,
): Decisions {
  if (event.type === 'decision.proposed') {
    const { incident: _incident, decision: id, ...proposed } = event.data;
    const timeBoxMs = Math.max(0, proposed.dueAt - at);
    const open = {
      timeBoxMs,
      objections: [],
      passedFrom: [],
      verdict: null,
      decidedBy: null,
      decidedAt: null,
    };
    return { ...decisions, [id]: { id, ...proposed, proposedBy: by, proposedAt: at, ...open } };
  }
  if (
    event.type !== 'decision.objected' &&
    event.type !== 'decision.passed' &&
    event.type !== 'decision.made'
  )
    return decisions;
  const decision = decisions[event.data.decision];
  return decision ? { ...decisions, [decision.id]: evolveDecision(decision, event, at, by) } : decisions;
}

function evolveDecision(state: Decision, event: DomainEvent, at: number, by: string | null): Decision {
  switch (event.type) {
    case 'decision.objected': {
      const { person, objection } = event.data;
      return { ...state, objections: [...state.objections, { person, objection }] };
    }
    case 'decision.passed':
      return {
        ...state,
        owner: event.data.to,
        dueAt: event.data.dueAt,
        passedFrom: [...state.passedFrom, event.data.from],
      };
    case 'decision.made':
      return { ...state, verdict: event.data.verdict, decidedBy: by, decidedAt: at };
    default:
      return state;
  }
}
