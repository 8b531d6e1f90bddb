import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { AppError } from '../errors';

/**
 * Asks on the terminal without showing what is typed. Ctrl C is what it is elsewhere.
 * @param what is asked for, as in “A PIN”
 * @throws AppError `invalid-input` when nobody is there to ask; `otherwise` says what to do instead
 */
export async function askSilently(what: string, question: string, otherwise: string): Promise<string> {
  if (process.stdin.isTTY !== true)
    throw new AppError('invalid-input', `${what} is asked for only on a terminal. ${otherwise}`);
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silence, terminal: true, historySize: 0 });
  process.stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      prompt.once('line', resolve);
      const unanswered = () => reject(new AppError('invalid-input', `${what} was asked for and not given.`));
      prompt.once('close', unanswered);
      // The terminal is in raw mode: the key arrives here in place of the signal, which then ends the command.
      prompt.once('SIGINT', () => {
        prompt.off('close', unanswered);
        prompt.close();
        process.kill(process.pid, 'SIGINT');
      });
    });
  } finally {
    prompt.close();
    process.stderr.write('\n');
  }
}
