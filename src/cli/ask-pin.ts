import { askSilently } from './ask-silently';

/**
 * Asks for a PIN on the terminal without showing what is typed.
 * @throws AppError `invalid-input` when nobody is there to ask; `otherwise` says what to do instead
 */
export const askPin = (question: string, otherwise: string): Promise<string> =>
  askSilently('A PIN', question, otherwise);
