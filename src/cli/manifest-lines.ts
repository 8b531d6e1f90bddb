import { keptWords } from '../domain/run/undo';
import type { RunPreview } from '../domain/views/primary-action';
import { valueLines } from './chosen-values';

/** What a run that follows another would do, a line each, before anybody is asked for its count. */
export function manifestLines({ manifest, authority }: RunPreview): readonly string[] {
  const { entries, excluded, digest, steps, undo } = manifest;
  const undoing = undo
    ? [`Undoes      ${undo.of}: ${steps.map(({ id }) => id).join(', ')}, where it was done`]
    : [];
  const kept = undo && undo.kept.length > 0 ? [`Stays       ${keptWords(undo.kept)}`] : [];
  return [
    `Manifest    ${digest.slice(0, 12)}: ${entries.length} endpoints, ${excluded.length} excluded`,
    ...undoing,
    ...kept,
    ...valueLines(manifest.values),
    ...(authority.granted ? [`Authorised  ${authority.because}`] : []),
  ];
}
