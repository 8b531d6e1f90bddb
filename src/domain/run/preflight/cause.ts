import { counted } from '../../views/words';

/**
 * What would keep a run from working on an endpoint, worst first. The first four keep every command away; of the
 * others an endpoint may have several at once.
 */
export const preflightCauses = [
  'host key changed',
  'no host key on file',
  'unreachable',
  'login refused',
  'no answer',
  'become refused',
  'disk full',
  'clock off',
] as const;
export type PreflightCause = (typeof preflightCauses)[number];

/** From where on a disk counts as full and a clock as off. */
export type PreflightLimits = {
  /** A disk is full below this share (0–1] of its size and below `diskKb`, whichever is less. */
  readonly diskShare: number;
  readonly diskKb: number;
  /** How far an endpoint's clock may be from this console's, in milliseconds. */
  readonly clockMs: number;
};

/** 5 % or 100 MB, whichever is less: a large disk with a few per cent left still takes every file of a run. */
export const usualLimits: PreflightLimits = { diskShare: 0.05, diskKb: 100 * 1024, clockMs: 5000 };

/** One thing that stands in the way at one endpoint; `words` say how it shows there. */
export type Finding = { readonly cause: PreflightCause; readonly words: string };

/** The cause behind a count, such as `3 clock off by more than 5 s`. */
export function causeWords(cause: PreflightCause, { clockMs }: Pick<PreflightLimits, 'clockMs'>): string {
  return cause === 'clock off' ? `clock off by more than ${Math.round(clockMs / 1000)} s` : cause;
}

/** Everything found, by cause, in the words of the screen, the record and the command line alike. */
export function foundWords(
  found: readonly { readonly cause: PreflightCause; readonly endpoints: { readonly length: number } }[],
  limits: Pick<PreflightLimits, 'clockMs'>,
): string[] {
  return found.map(
    ({ cause, endpoints }) => `${endpoints.length.toLocaleString('en')} ${causeWords(cause, limits)}`,
  );
}

/** How many are ready: `1,276 of 1,284 endpoints ready`. */
export const readyWords = (ready: number, total: number): string =>
  `${ready.toLocaleString('en')} of ${counted(total, 'endpoint')} ready`;
