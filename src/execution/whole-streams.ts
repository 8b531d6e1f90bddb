import type { OutputStream } from './clean-output';
import type { Whole } from './transport';

/** Keeps what a command says as it comes, for a program that reads it. */
export type WholeStreams = {
  write(from: OutputStream, chunk: Uint8Array): void;
  /** More was said than is kept, so that what is kept must not be taken for an answer. */
  isTooMuch(): boolean;
  read(): Whole;
};

export function createWholeStreams(mostBytes: number): WholeStreams {
  const kept = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  let bytes = 0;
  return {
    write(from, chunk) {
      bytes += chunk.length;
      if (bytes <= mostBytes) kept[from].push(chunk);
    },
    isTooMuch: () => bytes > mostBytes,
    read: () => ({ stdout: joined(kept.stdout), stderr: joined(kept.stderr) }),
  };
}

/** A copy of its own: what crosses into another thread takes the whole of its buffer with it. */
const joined = (chunks: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(chunks));
