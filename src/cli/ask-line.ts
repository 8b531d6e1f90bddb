import { AppError } from '../errors';
import { typedLine } from './typed-line';

/** Asks one line; what is empty takes the default. */
export type Ask = (question: string, otherwise: string, flag: string) => Promise<string>;

/**
 * How a command asks for what its flags left out: on a terminal, or with the defaults.
 * @param yes take every default without asking
 */
export function askLine(yes: boolean): Ask {
  return async (question, otherwise, flag) => {
    if (yes) return otherwise;
    if (process.stdin.isTTY !== true)
      throw new AppError(
        'invalid-input',
        `${question} is asked for only on a terminal. Give ${flag}, or --yes to take the default "${otherwise}".`,
      );
    const shown = otherwise === '' ? '' : ` [${otherwise}]`;
    const typed = await typedLine(`${question}${shown}: `);
    if (typed === null)
      throw new AppError('invalid-input', `${question} was asked for and not given. Nothing was written.`);
    return typed === '' ? otherwise : typed;
  };
}
