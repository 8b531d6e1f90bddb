import type { Plan } from '../domain/plan/plan';
import { canaryOf, canaryWords } from '../domain/run/canary';
import type { Run } from '../domain/run/run-state';
import { keptWords } from '../domain/run/undo';
import type { RunPreview } from '../domain/views/primary-action';
import { valueLines } from './chosen-values';

/** What a run that follows another would do, a line each, before anybody is asked for its count. */
export function manifestLines(
  { manifest, authority }: RunPreview,
  plan: Plan,
  runs: Readonly<Record<string, Run>>,
): readonly string[] {
  const { entries, excluded, digest, steps, undo } = manifest;
  const undoing = undo
    ? [`Undoes      ${undo.of}: ${steps.map(({ id }) => id).join(', ')}, where it was done`]
    : [];
  const kept = undo && undo.kept.length > 0 ? [`Stays       ${keptWords(undo.kept)}`] : [];
  const canary = canaryOf(plan, runs, manifest);
  return [
    `Manifest    ${digest.slice(0, 12)}: ${entries.length} endpoints, ${excluded.length} excluded`,
    ...undoing,
    ...kept,
    ...valueLines(manifest.values),
    ...(canary ? [`Canary      ${canaryWords(canary)}`] : []),
    ...(authority.granted ? [`Authorised  ${authority.because}`] : []),
  ];
}
