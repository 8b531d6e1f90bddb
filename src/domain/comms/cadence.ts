import type { World } from '../world';
import type { Audience } from './channel';

/** When one audience has to hear. Times are Unix milliseconds. */
export type Cadence = {
  readonly audience: Audience;
  /** Updates signed off so far. */
  readonly sent: number;
  readonly lastAt: number | null;
  /** When the next one is due: the first counts from declaration, each other from what was promised. */
  readonly dueAt: number;
  /** Not before this without saying so: an audience is not to be flooded. */
  readonly notBefore: number;
  /** `due` begins at four fifths of the time, `overdue` when it is over, `closed` after the incident's last word. */
  readonly state: 'waiting' | 'due' | 'overdue' | 'closed';
};

/** The cadence of every audience of the incident's service, the most urgent first. */
export function cadences(
  _audiences: readonly Audience[],
  _world: World,
  _incident: string,
  _at: number,
): Cadence[] {
  throw new Error('not built');
}
