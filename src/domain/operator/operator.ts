import type { DomainEvent } from '../events';

/** What the journal says of one person as an operator of this console. Times are Unix milliseconds. */
export type Operator = {
  /** Since when their present PIN stands; null = they have none. */
  readonly enrolledAt: number | null;
  /** Wrong PINs in a row since the last right one. */
  readonly failures: number;
  readonly lastFailureAt: number | null;
};

export const unknownOperator: Operator = { enrolledAt: null, failures: 0, lastFailureAt: null };

/** Folds one event into the person it names. */
export function evolveOperator(state: Operator = unknownOperator, event: DomainEvent, at: number): Operator {
  switch (event.type) {
    case 'operator.enrolled':
      return { enrolledAt: at, failures: 0, lastFailureAt: null };
    case 'operator.signed-in':
      return event.data.proof === 'pin' ? { ...state, failures: 0, lastFailureAt: null } : state;
    // Given with the approver's own PIN: a right one, wherever it was typed.
    case 'approval.given':
      return { ...state, failures: 0, lastFailureAt: null };
    case 'operator.refused':
      return { ...state, failures: event.data.attempts, lastFailureAt: at };
    default:
      return state;
  }
}
