type LineReaderOptions = {
  readonly maxBytes: number;
  readonly onLine: (line: string) => void;
  /** Called once; everything after it is ignored. */
  readonly onTooLong: () => void;
};

/** Cuts a stream into lines of at most `maxBytes` without ever holding more than that. */
export function createLineReader({
  maxBytes,
  onLine,
  onTooLong,
}: LineReaderOptions): (chunk: Uint8Array) => void {
  let parts: Buffer[] = [];
  let held = 0;
  let isSpoilt = false;

  return (chunk) => {
    let rest = Buffer.from(chunk);
    while (!isSpoilt) {
      const end = rest.indexOf(0x0a);
      const part = end === -1 ? rest : rest.subarray(0, end);
      if (held + part.length > maxBytes) {
        isSpoilt = true;
        parts = [];
        return onTooLong();
      }
      parts.push(part);
      held += part.length;
      if (end === -1) return;
      const line = Buffer.concat(parts).toString('utf8');
      parts = [];
      held = 0;
      rest = rest.subarray(end + 1);
      onLine(line);
    }
  };
}
