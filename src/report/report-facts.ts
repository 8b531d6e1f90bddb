import type { Message } from '../domain/comms/message';
import type { Recorded } from '../domain/events';
import type { Incident } from '../domain/incident/incident';
import type { Names } from '../domain/names';
import type { Run } from '../domain/run/run-state';
import type { SweepResult } from '../domain/service/service-state';
import type { Identity } from './identity';

/** Everything the report of one incident is made from. */
export type ReportFacts = {
  readonly incident: Incident;
  readonly runs: readonly Run[];
  /** What was said about the incident, in the order it was queued. */
  readonly messages: readonly Message[];
  readonly records: readonly Recorded[];
  /** Everyone who did something in the incident, with how sure the console was who it was. */
  readonly identities: readonly Identity[];
  readonly names: Names;
  /** Endpoints of the service that the latest sweep did not find well, by name, with what it found. */
  readonly notWell: readonly (readonly [string, SweepResult])[];
  /** Row count and hash of the journal at export. */
  readonly journal: { readonly rows: number; readonly head: string };
  readonly at: number;
};
