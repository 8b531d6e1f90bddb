import { createInterface, type Interface } from 'node:readline';

type Streams = { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };

/** Lines typed one after the other; what is typed ahead of a question is its answer. */
export type TypedLines = {
  /** The next line; null = they were ended, by Ctrl C, Ctrl D or the end of the input. */
  next(question: string): Promise<string | null>;
  close(): void;
};

const terminal = (): Streams => ({ input: process.stdin, output: process.stderr });

/** Reads nothing before the first question. */
export function typedLines({ input, output }: Streams = terminal()): TypedLines {
  const ahead: string[] = [];
  let prompt: Interface | null = null;
  let isEnded = false;
  let answer: ((line: string | null) => void) | null = null;
  const give = (line: string | null) => {
    answer?.(line);
    answer = null;
  };
  const open = (): Interface => {
    const opened = createInterface({ input, output });
    // One reader for all: what it has read of the terminal would be lost with it.
    opened.on('line', (line) => (answer === null ? ahead.push(line) : give(line)));
    opened.once('close', () => {
      isEnded = true;
      give(null);
    });
    return opened;
  };
  return {
    async next(question) {
      prompt ??= open();
      const [line] = ahead.splice(0, 1);
      if (line !== undefined) {
        output.write(`${question}${line}\n`);
        return line.trim();
      }
      if (isEnded) return null;
      prompt.setPrompt(question);
      prompt.prompt();
      const typed = await new Promise<string | null>((resolve) => {
        answer = resolve;
      });
      return typed === null ? null : typed.trim();
    },
    close() {
      prompt?.close();
    },
  };
}

/** One typed line; null = it was ended in place of an answer, by Ctrl C, Ctrl D or the end of the input. */
export async function typedLine(question: string, streams: Streams = terminal()): Promise<string | null> {
  const lines = typedLines(streams);
  try {
    return await lines.next(question);
  } finally {
    lines.close();
  }
}
