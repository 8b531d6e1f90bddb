import type { World } from '../world';
import { type Reach, reaches } from './contact-reach';
import { lastProofs, type Proof } from './last-proof';

/** What a journal proves, of services and of people, by their ids. */
export type OnRecord = {
  readonly proofs: ReadonlyMap<string, Proof>;
  readonly reaches: ReadonlyMap<string, readonly Reach[]>;
};

/** Reads what was folded. Linear in what the journal holds of runs and messages. */
export const onRecord = (world: Pick<World, 'incidents' | 'runs' | 'messages'>): OnRecord => ({
  proofs: lastProofs(world),
  reaches: reaches(world),
});
