import { isGroup, isList, type Plain, plainAt } from './plan-edit';

/** The lists of plan.yaml whose items people look for by themselves. */
export type EntryPart = 'people' | 'channels';

/** One person or channel in plan.yaml. */
export type PlanEntry = {
  readonly part: EntryPart;
  /** Place in the list, from 0. */
  readonly index: number;
  /** Empty where none is written yet. */
  readonly id: string;
  /** Its id where it has no name, its number where it has neither. */
  readonly name: string;
};

/** The people and then the channels of a plan.yaml, as they stand in it; half-written ones, too. */
export function entriesOf(plan: Plain | null): readonly PlanEntry[] {
  return (['people', 'channels'] as const).flatMap((part) => {
    const list = plan === null ? [] : plainAt(plan, [part]);
    return (isList(list) ? list : []).map((item, index): PlanEntry => {
      const id = wordIn(item, 'id');
      return { part, index, id, name: wordIn(item, 'name') || id || `#${index + 1}` };
    });
  });
}

function wordIn(item: Plain, field: string): string {
  const word = isGroup(item) && Object.hasOwn(item, field) ? item[field] : undefined;
  return typeof word === 'string' ? word : '';
}
