/** What the console was started with. */
export type Switches = {
  readonly demo: boolean;
  /** Load the window, say that it is ready, end. For packaging tests. */
  readonly smoke: boolean;
  readonly demoSize: number;
  readonly demoBreaksAfterMs: number;
};

/** Reads our own switches and leaves the runtime's alone. Numbers out of range fall back to the default. */
export function readSwitches(argv: readonly string[]): Switches {
  const number = (name: string, least: number, most: number, otherwise: number): number => {
    const text = argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
    const value = Number(text);
    return text !== undefined && Number.isInteger(value) && value >= least && value <= most
      ? value
      : otherwise;
  };
  return {
    demo: argv.includes('--demo'),
    smoke: argv.includes('--smoke'),
    demoSize: number('demo-size', 1, 10_000, 240),
    demoBreaksAfterMs: number('demo-breaks-after-ms', 0, 3_600_000, 6_000),
  };
}
