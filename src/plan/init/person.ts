import { AppError } from '../../errors';

/** Who somebody is, as far as they said. */
export type NewPerson = {
  readonly name: string;
  readonly mail?: string | undefined;
  readonly phone?: string | undefined;
};

/**
 * Reads `Maria Chen <maria@hospital.example>, +1 555 0101`; mail and telephone may be left out.
 * @throws AppError `invalid-input` that says how it is written
 */
export function readPerson(written: string): NewPerson {
  const found =
    /^\s*([^<>,]+?)\s*(?:<\s*([^<>\s]+@[^<>\s]+)\s*>)?\s*(?:,\s*([+()\d][+()\d\s./-]{2,}?))?\s*$/.exec(
      written,
    );
  if (found === null)
    throw new AppError(
      'invalid-input',
      `${JSON.stringify(written)} is not a person. Write for example "Maria Chen <maria@hospital.example>, +1 555 0101".`,
    );
  const [, name = '', mail, phone] = found;
  return { name, mail, phone };
}
