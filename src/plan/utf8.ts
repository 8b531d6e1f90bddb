import { isUtf8 } from 'node:buffer';

/**
 * Where text stops being UTF-8: byte offset from 0, line and byte column from 1.
 * Only for bytes that `isUtf8` refuses.
 */
export function firstInvalidByte(bytes: Buffer): {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
} {
  let line = 1;
  let start = 0;
  // A line feed is never part of a longer character, so that lines can be judged one by one.
  for (;;) {
    const feed = bytes.indexOf(10, start);
    const end = feed === -1 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(start, end))) {
      const within = validPrefix(bytes.subarray(start, end));
      return { offset: start + within, line, column: within + 1 };
    }
    if (feed === -1) return { offset: bytes.length, line, column: bytes.length - start + 1 };
    line += 1;
    start = feed + 1;
  }
}

function validPrefix(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const length = [1, 2, 3, 4].find((size) => isUtf8(bytes.subarray(at, at + size)));
    if (length === undefined) return at;
    at += length;
  }
  return at;
}
