import type { StepKind } from './runbook';

/** Where a kind of step is done: on every endpoint at its own pace, on a wave of them by one program, or once, at the console. */
type Place = 'endpoints' | 'together' | 'console';

const placeOf: Readonly<Record<StepKind, Place>> = {
  command: 'endpoints',
  verify: 'endpoints',
  script: 'endpoints',
  copy: 'endpoints',
  'wait-until': 'endpoints',
  manual: 'console',
  decision: 'console',
  local: 'console',
  http: 'console',
  ansible: 'together',
};

type Kind = { readonly kind: StepKind };

/**
 * What a run does between two barriers: steps that every endpoint goes through, one step that a program does on a
 * whole wave, or one step for all of them.
 */
export type Stage<S extends Kind> =
  | { readonly kind: 'endpoints'; readonly steps: readonly S[] }
  | { readonly kind: 'together'; readonly steps: readonly [S] }
  | { readonly kind: 'console'; readonly step: S };

/** Splits steps in order. Nothing of a stage begins before everything of the one before it has ended. */
export function stagesOf<S extends Kind>(steps: readonly S[]): readonly Stage<S>[] {
  const stages: Stage<S>[] = [];
  let together: S[] = [];
  for (const step of steps) {
    if (placeOf[step.kind] === 'console') {
      stages.push({ kind: 'console', step });
      together = [];
    } else if (placeOf[step.kind] === 'together') {
      stages.push({ kind: 'together', steps: [step] });
      together = [];
    } else if (together.length > 0) together.push(step);
    else {
      together = [step];
      stages.push({ kind: 'endpoints', steps: together });
    }
  }
  return stages;
}

/** Whether a step is done on endpoints; what is done once has no endpoint that could be said to have done it. */
export const isOnEndpoints = ({ kind }: Kind): boolean => placeOf[kind] !== 'console';

/** The steps that endpoints go through, in order: what an endpoint's progress is measured by. */
export const endpointSteps = <S extends Kind>(steps: readonly S[]): readonly S[] =>
  steps.filter(isOnEndpoints);

/**
 * Those of some steps that an endpoint still has to go through.
 * @param all every step of its manifest, in order
 */
export function stepsLeft<S extends { readonly id: string }>(
  entry: { readonly fromStep?: string | undefined; readonly throughStep?: string | undefined },
  some: readonly S[],
  all: readonly S[],
): readonly S[] {
  const place = (id: string | undefined) => all.findIndex((step) => step.id === id);
  const from = place(entry.fromStep);
  const through = place(entry.throughStep);
  if (from <= 0 && through < 0) return some;
  return some.filter((step) => {
    const at = all.indexOf(step);
    return at >= from && (through < 0 || at <= through);
  });
}
