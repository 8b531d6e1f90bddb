import type { EventOf, EventType } from '../../events';
import type { Tone } from '../timeline';
import type { Memory } from './memory';

export type Line = readonly [Tone, string];

/** What events of some types say; null = nothing, on purpose. */
export type Lines<T extends EventType> = {
  readonly [E in T]: (data: EventOf<E>['data'], memory: Memory) => Line | null;
};

/** For what would only repeat the grid or crowd the story out. */
export const silent = () => null;
