import { placeholdersIn } from '../../placeholder';
import { fieldName, showValue } from '../../yaml/field-name';
import { type Finding, warn } from './finding';

/** A file of the plan as it is written. */
export type Written = { readonly file: string; readonly written: unknown };

const fix =
  'Write what holds for you in its place, without TODO; where there is nothing to say of an impact, write none.';

/** What is still to be written: it counts as nothing, and a name made up for an example finds nothing. */
export function lintPlaceholders(parts: readonly Written[]): readonly Finding[] {
  return parts.flatMap(({ file, written }) =>
    placeholdersIn(written).map(({ path, text }) => {
      const message = `${fieldName(written, path)} is still to be written: ${showValue(text)}.`;
      return warn(file, path, 'placeholder', message, fix);
    }),
  );
}
