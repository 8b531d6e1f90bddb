/** Where a command's words go: results to stdout, everything on the way to stderr. */
export type Terminal = {
  readonly json: boolean;
  /** The result, once: as JSON with `--json`, else as the given text. */
  result(value: unknown, text: string): void;
  /** A line about what just happened. Silent with `--json`. */
  say(line: string): void;
  /** A line that the next one replaces, on a TTY; elsewhere nothing. */
  progress(line: string): void;
};

/** @param json whether the result is for a program */
export function openTerminal(json: boolean): Terminal {
  const live = process.stderr.isTTY === true && !json;
  let showing = false;
  const clear = (): void => {
    if (showing) process.stderr.write('\r\u001b[2K');
    showing = false;
  };
  return {
    json,
    result(value, text) {
      clear();
      process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text}\n`);
    },
    say(line) {
      clear();
      if (!json) process.stderr.write(`${line}\n`);
    },
    progress(line) {
      if (!live) return;
      clear();
      process.stderr.write(line.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1)));
      showing = true;
    },
  };
}
