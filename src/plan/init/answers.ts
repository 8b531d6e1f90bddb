import type { NewProbe } from './new-probe';
import type { NewPerson } from './person';

/** One service of a new plan. */
export type NewService = {
  readonly name: string;
  /** Over the endpoints of the inventory. */
  readonly selector: string;
  /** Ids; the runbook of the first one restores, the others are at hand. */
  readonly templates: readonly string[];
  /** Absent = the probe of its first template. */
  readonly probe?: NewProbe | undefined;
};

/** What a new plan needs besides an inventory. */
export type PlanAnswers = {
  readonly organisation: string;
  /** The first commands and owns what there is. */
  readonly people: readonly [NewPerson, ...NewPerson[]];
  readonly services: readonly NewService[];
  /** Signs in where the inventory says nothing; null = it always says. */
  readonly user: string | null;
  /** Path of the private key; null = the SSH agent. */
  readonly identity: string | null;
  readonly mode: 'drill' | 'tabletop';
  /** `2027-03-31`: until when the first envelopes hold. */
  readonly until: string;
};
