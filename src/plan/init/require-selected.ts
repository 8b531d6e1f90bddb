import type { Endpoint } from '../../domain/plan/plan';
import { AppError } from '../../errors';
import type { CheckOptions } from '../check/check-plan';
import { meantSelector, vocabularyOf, vocabularyWords } from '../check/selector-vocabulary';
import type { NewService } from './answers';

type SelectorChecks = {
  readonly [Check in 'checkSelector' | 'countSelected']: NonNullable<CheckOptions[Check]>;
};

/**
 * Refuses a new service of no endpoints: on the first day that is a slip of the finger.
 * @throws AppError `invalid-input` with the selector that was meant, or what there is
 */
export function requireSelected(
  { name, selector }: Pick<NewService, 'name' | 'selector'>,
  endpoints: readonly Endpoint[],
  { checkSelector, countSelected }: SelectorChecks,
): void {
  const wrong = checkSelector(selector);
  if (wrong !== null)
    throw new AppError(
      'invalid-input',
      `The selector of ${name} cannot be understood: ${wrong} Write for example "${name}=group=web".`,
    );
  if (countSelected(selector, endpoints, 1) > 0) return;
  const meant = meantSelector(selector, endpoints, { checkSelector, countSelected });
  const fix = meant === null ? vocabularyWords(vocabularyOf(endpoints)) : `Did you mean "${name}=${meant}"?`;
  throw new AppError(
    'invalid-input',
    `${name}: "${selector}" names none of the ${endpoints.length} endpoints of the inventory. ${fix}`,
  );
}
