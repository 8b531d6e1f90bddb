/** How lengths of time are written in plan files. */
export { durationMs, durationPattern, spellDuration } from '../../domain/written-duration';
