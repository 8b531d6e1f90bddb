import type { PhaseName } from '../../../src/domain/views/phases';

/** Phases are no states, so they are greys; each has its own. */
export const phaseTones: Readonly<Record<PhaseName, string>> = {
  detect: 'phase-1',
  decide: 'phase-2',
  authorise: 'phase-3',
  execute: 'phase-4',
  verify: 'phase-5',
};
