import { AppError } from '../errors';
import { typedLines } from './typed-line';

/** What is asked for; what is empty takes the default. */
export type Question<T> = {
  readonly question: string;
  readonly otherwise: string;
  /** What gives the answer without a terminal. */
  readonly flag: string;
  /** Makes an answer of what was typed; its AppError says why it is none. */
  readonly read: (typed: string) => T | Promise<T>;
};

export type Ask = <T>(question: Question<T>) => Promise<T>;

type AskOptions = {
  /** Take every default without asking. */
  readonly yes: boolean;
  readonly lines?: ReturnType<typeof typedLines>;
  readonly isTerminal?: boolean;
  readonly say: (line: string) => void;
};

/**
 * How a command asks for what its flags left out: on a terminal, again and again until there is an answer, or with the
 * defaults. Close it when nothing more is asked.
 */
export function askLines({
  yes,
  say,
  lines = typedLines(),
  isTerminal = process.stdin.isTTY === true,
}: AskOptions): { readonly ask: Ask; close(): void } {
  const ask: Ask = async ({ question, otherwise, flag, read }) => {
    if (yes) return read(otherwise);
    if (!isTerminal)
      throw new AppError(
        'invalid-input',
        `${question} is asked for only on a terminal. Give ${flag}, or --yes to take the default "${otherwise}".`,
      );
    const shown = otherwise === '' ? '' : ` [${otherwise}]`;
    for (;;) {
      const typed = await lines.next(`${question}${shown}: `);
      if (typed === null)
        throw new AppError('invalid-input', `${question} was asked for and not given. Nothing was written.`);
      try {
        return await read(typed === '' ? otherwise : typed);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        say(error.message);
      }
    }
  };
  return { ask, close: () => lines.close() };
}
