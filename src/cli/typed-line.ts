import { createInterface } from 'node:readline';

type Streams = { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };

/** One typed line; null = it was ended in place of an answer, by Ctrl C, Ctrl D or the end of the input. */
export function typedLine(
  question: string,
  { input, output }: Streams = { input: process.stdin, output: process.stderr },
): Promise<string | null> {
  return new Promise((resolve) => {
    const prompt = createInterface({ input, output });
    prompt.once('close', () => resolve(null));
    prompt.question(question, (typed) => {
      resolve(typed.trim());
      prompt.close();
    });
  });
}
